import {
  judgeVariables,
  type ListedVariable,
  requiredVariables,
  type VariableFacts,
} from '../../domain/deployment/variables.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { EnvironmentPolicy, ServicePolicy } from '../../domain/policy.ts'
import type { Deps } from '../../ports.ts'

type Target = { service: ServicePolicy; environment: EnvironmentPolicy }

/** How the required variables of a place stand; undefined where none is required. Throws `UpstreamError`. */
export async function takeVariables(deps: Deps, target: Target): Promise<VariableFacts | undefined> {
  const { service, environment } = target
  const required = requiredVariables(service, environment.name)
  if (required.length === 0 || service.kind === 'github-actions') return undefined
  const listed = await listVariables(deps, target)
  return judgeVariables(required, service.variables.rotateAfter, listed, deps.now())
}

async function listVariables(deps: Deps, { service, environment }: Target): Promise<ListedVariable[]> {
  if (service.kind === 'vercel') {
    const place = service.environments[environment.name]
    const { project, team } = service
    return place ? await deps.frontendHost.variables({ project, team, target: place.target }) : []
  }
  const place = service.kind === 'supabase-functions' ? service.environments[environment.name] : undefined
  return place ? await deps.functionHost.secrets(place.project) : []
}

/** `facts` is null where nothing is required; `unknown` says why nobody knows. */
export type VariablePlace = {
  service: string
  environment: string
  facts: VariableFacts | null
  unknown: string | null
}

/** How the required variables stand everywhere, or for one service, asked of the providers now. */
export async function surveyVariables(deps: Deps, only: string | null): Promise<VariablePlace[]> {
  const services = deps.config.services.filter(({ name }) => only === null || name === only)
  const targets = deps.config.environments.flatMap((environment) =>
    services
      .filter(({ environments }) => environment.name in environments)
      .map((service) => ({ service, environment })),
  )
  return await Promise.all(targets.map((target) => survey(deps, target)))
}

async function survey(deps: Deps, target: Target): Promise<VariablePlace> {
  const names = { service: target.service.name, environment: target.environment.name }
  try {
    return { ...names, facts: (await takeVariables(deps, target)) ?? null, unknown: null }
  } catch (error) {
    if (error instanceof UpstreamError) return { ...names, facts: null, unknown: error.message }
    throw error
  }
}
