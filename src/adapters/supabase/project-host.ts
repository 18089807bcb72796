import { z } from 'zod'
import type { ProjectHost } from '../../ports.ts'
import { createSupabaseClient, type SupabaseAccess, type Timeouts } from './client.ts'

/** https://supabase.com/docs/reference/api/v1-get-services-health */
const healthAnswer = z.array(
  z.object({
    name: z.string(),
    healthy: z.boolean().nullish(),
    status: z.string().nullish(),
    error: z.string().nullish(),
  }),
)

/** Supabase behind the port `ProjectHost`. */
export function createProjectHost(access: SupabaseAccess, timeouts?: Timeouts): ProjectHost {
  const client = createSupabaseClient(access, timeouts)
  return {
    async health(project, services) {
      const asked = new URLSearchParams(services.map((name) => ['services', name]))
      const what = `say how ${project} is`
      const found = await client.ask({ what, schema: healthAnswer, path: `${project}/health?${asked}` })
      return found.map(({ name, healthy, status, error }) => ({
        name,
        isHealthy: healthy ?? status === 'ACTIVE_HEALTHY',
        status: status ?? 'unknown',
        why: error || null,
      }))
    },
  }
}
