export const hookKinds = [
  'alertmanager',
  'grafana',
  'sentry',
  'vercel',
  'github',
  'supabase',
  'generic',
] as const
export type HookKind = (typeof hookKinds)[number]

/** What may post alerts. `proof`: its secret stands in a header, as a token or a signature, or in the address. */
export type AlertHook = {
  kind: HookKind
  secret: string
  proof: 'header' | 'path'
  mapping: HookMapping | null
}

/** Where in a post each part of an alert stands, as a path such as `event.tags.0`, and which words mean what. */
export type HookMapping = {
  /** A list, each of which is an alert; null where the post itself is one. */
  alerts: string | null
  title: string
  paths: Partial<Record<MappedPart, string>>
  firing: string[]
  resolved: string[]
}

export type MappedPart =
  | 'status'
  | 'summary'
  | 'severity'
  | 'service'
  | 'environment'
  | 'fingerprint'
  | 'link'
