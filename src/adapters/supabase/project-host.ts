import { z } from 'zod'
import type { ProjectHost } from '../../ports.ts'
import { keysAnswer } from './answers.ts'
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

const projectAnswer = z.object({ name: z.string(), status: z.string(), region: z.string() })

/** https://supabase.com/docs/reference/api/v1-get-security-advisors, which gives the performance's the same shape. */
const adviceAnswer = z.object({
  lints: z.array(
    z.object({
      name: z.string(),
      title: z.string().nullish(),
      level: z.string(),
      detail: z.string().nullish(),
      description: z.string().nullish(),
      remediation: z.string().nullish(),
    }),
  ),
})

const levels: Record<string, 'error' | 'warning' | 'info'> = { ERROR: 'error', WARN: 'warning', INFO: 'info' }

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
    project: async (project) =>
      await client.ask({ what: `read the project ${project}`, schema: projectAnswer, path: project }),
    async publicKeys(project) {
      const what = `read the keys of ${project}`
      const found = await client.ask({ what, schema: keysAnswer, path: `${project}/api-keys?reveal=true` })
      return found.flatMap(({ name, type, api_key }) =>
        api_key && (name === 'anon' || type === 'publishable') ? [{ name, key: api_key }] : [],
      )
    },
    async advice(project, about) {
      const what = `say what it advises on the ${about} of ${project}`
      const { lints } = await client.ask({ what, schema: adviceAnswer, path: `${project}/advisors/${about}` })
      return lints.map(({ title, name, level, detail, description, remediation }) => ({
        title: title ?? name,
        level: levels[level] ?? 'info',
        detail: detail ?? description ?? '',
        link: remediation ?? null,
      }))
    },
  }
}
