/** Supabase's projects as a whole. */
export type ProjectHost = {
  /** How each of these services of a project is, by Supabase's own word. Throws `UpstreamError`. */
  health(project: string, services: readonly string[]): Promise<ServiceHealth[]>
  /** Supabase's own word for how the project is, for example `ACTIVE_HEALTHY`. */
  project(project: string): Promise<{ name: string; status: string; region: string }>
  /** The keys that a site may carry: anonymous and publishable ones. Never to be shown or kept. */
  publicKeys(project: string): Promise<{ name: string; key: string }[]>
  /** What Supabase advises, with its own level for each. */
  advice(project: string, about: 'security' | 'performance'): Promise<Advice[]>
}

type Advice = {
  title: string
  level: 'error' | 'warning' | 'info'
  detail: string
  /** Where Supabase explains it. */
  link: string | null
}

/** `why` is Supabase's own reason, where it gave one. */
type ServiceHealth = { name: string; isHealthy: boolean; status: string; why: string | null }
