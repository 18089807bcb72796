import { projectRefs } from '../supabase/world.ts'

type Script = {
  host: string
  keyOf: (ref: string) => string
  urlOf: (ref: string) => string
  isMixedUp: boolean
}

/** What a site's own script says of the project it talks to, as a build puts it in. */
export function shopScript({ host, keyOf, urlOf, isMixedUp }: Script): string {
  const isStaging = host.startsWith('staging.') !== isMixedUp
  const ref = isStaging ? projectRefs.staging : projectRefs.production
  return `globalThis.shop = { url: ${JSON.stringify(urlOf(ref))}, key: ${JSON.stringify(keyOf(ref))} }\n`
}
