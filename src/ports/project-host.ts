/** Supabase's projects as a whole. */
export type ProjectHost = {
  /** How each of these services of a project is, by Supabase's own word. Throws `UpstreamError`. */
  health(project: string, services: readonly string[]): Promise<ServiceHealth[]>
}

/** `why` is Supabase's own reason, where it gave one. */
type ServiceHealth = { name: string; isHealthy: boolean; status: string; why: string | null }
