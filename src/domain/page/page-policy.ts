import type { CheckPolicy } from '../check/check.ts'

/** The public page, as configured. */
export type PagePolicy = {
  title: string
  /** Where the bot serves it; always begins with a slash and ends with none, but for `/` itself. */
  path: string
  /** Where people open it, where that is elsewhere than at the bot's own address. */
  url?: string | undefined
  /** A web address or a file. */
  logo?: string | undefined
  /** Colours of the band on top, as `#rrggbb`. */
  colours: { light: string; dark: string }
  timeZone: string
  /** In the order in which they are shown; those of one group stand together. */
  components: ComponentPolicy[]
}

export type ComponentPolicy = {
  name: string
  title: string
  description?: string | undefined
  group?: string | undefined
  /** Names of checks that say how it is, beside those of its services. */
  checks: string[]
  services: string[]
  /** Where its services are looked at; undefined where they are everywhere. */
  environment?: string | undefined
}

/** The checks that a component is made of. */
export function checksOf(component: ComponentPolicy, checks: readonly CheckPolicy[]): CheckPolicy[] {
  const { services, environment } = component
  return checks.filter(
    (check) =>
      component.checks.includes(check.name) ||
      (check.service !== undefined &&
        services.includes(check.service) &&
        (environment === undefined || check.environment === environment)),
  )
}

/** Where people open it; it ends with a slash. `webUrl` is where the bot itself is reached. */
export function pageAddress({ url, path }: PagePolicy, webUrl: string): string {
  const address = url ?? `${webUrl}${path}`
  return address.endsWith('/') ? address : `${address}/`
}
