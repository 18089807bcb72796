import { subMinutes } from 'date-fns/subMinutes'
import type { FunctionsService, VercelService } from '../../domain/policy.ts'
import type { Finding } from '../../domain/status/finding.ts'
import { namedInSlack, repositoriesOf } from '../../domain/status/finding.ts'
import type { Deps, Log } from '../../ports.ts'
import { lookAt, lookAtMany } from './look.ts'

export const slackPart = (deps: Deps): Promise<Finding[]> =>
  lookAtMany('Slack', () => deps.chat.examine(namedInSlack(deps.config)), deps.log)

export async function githubPart(deps: Deps): Promise<Finding[]> {
  const found = repositoriesOf(deps.config).map((repository) =>
    lookAtMany(`Repository ${repository}`, () => deps.codeHost.examine(repository), deps.log),
  )
  return (await Promise.all(found)).flat()
}

/** Whether the token reaches each project of Vercel, and may read what is live and which variables there are. */
export async function vercelPart({ config, frontendHost, log }: Deps): Promise<Finding[]> {
  const services = config.services.filter((one): one is VercelService => one.kind === 'vercel')
  return await Promise.all(
    services.flatMap(({ name, project, team, environments }) =>
      Object.entries(environments).map(([environment, { target }]) =>
        lookAt(
          `Vercel project ${project}, ${name} on ${environment}`,
          async () => {
            const of = { project, team, target }
            await Promise.all([frontendHost.live(of), frontendHost.variables(of)])
            return undefined
          },
          log,
        ),
      ),
    ),
  )
}

/** Whether the token may do with each project of Supabase what Pilothouse does, by the names of its permissions. */
export async function supabasePart({ config, functionHost, log, now }: Deps): Promise<Finding[]> {
  const services = config.services.filter((one): one is FunctionsService => one.kind === 'supabase-functions')
  const projects = [
    ...new Set(services.flatMap(({ environments }) => Object.values(environments).map((one) => one.project))),
  ]
  const found = await Promise.all(
    projects.map((project) => {
      const reads = {
        edge_functions_read: () => functionHost.list(project),
        edge_functions_secrets_read: () => functionHost.secrets(project),
        analytics_logs_read: () => functionHost.traffic(project, subMinutes(now(), 5), now()),
      }
      return supabaseProject(`Supabase project ${project}`, reads, log)
    }),
  )
  return found.flat()
}

/** One finding where all is well or nothing can be read, else one for each permission that is missing. */
async function supabaseProject(
  what: string,
  reads: Record<string, () => Promise<unknown>>,
  log: Log,
): Promise<Finding[]> {
  const looks = await Promise.all(
    Object.entries(reads).map(([permission, ask]) =>
      lookAt(`${what}: ${permission}`, () => ask().then(() => undefined), log),
    ),
  )
  const wrong = looks.filter(({ is }) => is !== 'ok')
  const [first] = wrong
  if (!first) return [{ what, is: 'ok' }]
  return wrong.length === looks.length ? [{ ...first, what }] : wrong
}

/** Each database that is looked at, with what the role that is taken on may do. */
export async function databasesPart({ config, targetDatabase, log }: Deps): Promise<Finding[]> {
  return await Promise.all(
    Object.keys(config.databases).map((database) =>
      lookAt(
        `Database ${database}`,
        async () => {
          const sql = 'select current_user::text as role'
          const { rows, latencyMs } = await targetDatabase({ database, sql, limit: 1, timeoutMs: 5000 })
          return `answers in ${Math.round(latencyMs)} ms, as ${String(rows[0]?.role)}`
        },
        log,
      ),
    ),
  )
}
