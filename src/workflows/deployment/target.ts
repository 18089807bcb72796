import type { ChannelId } from '../../domain/people.ts'
import type {
  EnvironmentPolicy,
  FunctionsService,
  ServicePolicy,
  TeamConfig,
  VercelService,
} from '../../domain/policy.ts'
import type { FrontendTarget } from '../../ports.ts'

type Named = { service: string; environment: string }

/** The configured service and environment; throws where the configuration no longer has them. */
export function targetOf(
  config: TeamConfig,
  named: Named,
): { service: ServicePolicy; environment: EnvironmentPolicy } {
  const service = config.services.find(({ name }) => name === named.service)
  const environment = config.environments.find(({ name }) => name === named.environment)
  if (service && environment) return { service, environment }
  throw new Error(`${named.service} on ${named.environment} is no longer in the configuration.`)
}

/** Where its card is, and what people open; also where the configuration was changed under a deployment. */
export function placeOf(config: TeamConfig, named: Named): { channel: ChannelId; url: string | null } {
  const service = config.services.find(({ name }) => name === named.service)
  const environment = config.environments.find(({ name }) => name === named.environment)
  const url = service?.kind === 'vercel' ? service.environments[named.environment]?.url : undefined
  return { channel: environment?.channel ?? config.channels.deployments, url: url ?? null }
}

/** False where the configuration was changed under a deployment. */
export function isConfigured({ services, environments }: TeamConfig, named: Named): boolean {
  const service = services.find(({ name }) => name === named.service)
  const isKnown = environments.some(({ name }) => name === named.environment)
  return service !== undefined && isKnown && named.environment in service.environments
}

/** Throws where the service is not on Vercel, or has no such environment. */
export function vercelTargetOf(
  config: TeamConfig,
  named: Named,
): { service: VercelService; place: FrontendTarget; url: string } {
  const { service } = targetOf(config, named)
  const place = service.kind === 'vercel' ? service.environments[named.environment] : undefined
  if (service.kind !== 'vercel' || !place)
    throw new Error(`${named.service} is not a Vercel service on ${named.environment}.`)
  return {
    service,
    url: place.url,
    place: { project: service.project, team: service.team, target: place.target },
  }
}

/** Throws where GitHub Actions does not deploy the service. */
export function workflowTargetOf(
  config: TeamConfig,
  named: Named,
): { workflow: string; inputs: Record<string, string> } {
  const { service } = targetOf(config, named)
  if (service.kind !== 'github-actions') throw new Error(`${named.service} is not a GitHub Actions service.`)
  return { workflow: service.workflow, inputs: { ...service.inputs, environment: named.environment } }
}

/** Throws where the service has no functions, or no such environment. */
export function functionsTargetOf(
  config: TeamConfig,
  named: Named,
): { service: FunctionsService; project: string } {
  const { service } = targetOf(config, named)
  const place = service.kind === 'supabase-functions' ? service.environments[named.environment] : undefined
  if (service.kind !== 'supabase-functions' || !place)
    throw new Error(`${named.service} has no functions on ${named.environment}.`)
  return { service, project: place.project }
}
