import type { PlanRequest } from '../deployment/plan.ts'
import type { Facts } from '../deployment/release.ts'
import type { Refusal } from '../refusal.ts'
import { isSkippable } from './break-glass.ts'
import type { PlannedItem } from './checklist.ts'

/** What must be in order before a release is planned, and again before it starts. */
export function gateAgainst(
  request: PlanRequest,
  facts: Facts,
  checklist: readonly PlannedItem[],
): Refusal | null {
  const failed = checklist.flatMap((one) =>
    one.by !== 'person' && one.state === 'failed' && !(request.barriers && isSkippable(one))
      ? [{ item: one.item, why: one.why }]
      : [],
  )
  const missing = missingVariables(request, facts)
  if (missing || failed.length === 0) return missing
  return { refused: 'checklist-failed', sha: facts.sha, items: failed }
}

function missingVariables({ service, environment }: PlanRequest, facts: Facts): Refusal | null {
  const names = facts.variables?.missing ?? []
  if (names.length === 0 || service.kind === 'github-actions') return null
  const { project = '' } =
    service.kind === 'vercel' ? service : (service.environments[environment.name] ?? {})
  const { kind, name } = service
  return { refused: 'variables-missing', service: name, environment: environment.name, names, kind, project }
}
