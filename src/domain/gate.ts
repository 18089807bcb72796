import type { PlanRequest } from './plan.ts'
import type { Refusal } from './refusal.ts'
import type { Facts } from './release.ts'

/** What must be in order before a release is planned, and again before it starts. */
export function gateAgainst({ service, environment }: PlanRequest, facts: Facts): Refusal | null {
  const names = facts.variables?.missing ?? []
  if (names.length === 0 || service.kind === 'github-actions') return null
  const { project = '' } =
    service.kind === 'vercel' ? service : (service.environments[environment.name] ?? {})
  const { kind, name } = service
  return { refused: 'variables-missing', service: name, environment: environment.name, names, kind, project }
}
