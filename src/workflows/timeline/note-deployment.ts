import type { Deployment } from '../../domain/deployment/deployment.ts'
import { broughtSha } from '../../domain/deployment/plan.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { noteInOpenIncidents } from './note-in-open.ts'

/** Writes what became of a deployment into every open incident, in the transaction that decides it. */
export async function noteDeploymentInIncidents(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  became: string,
): Promise<void> {
  const { id, service, environment } = deployment
  const sha = 'plan' in deployment ? deployment.plan && broughtSha(deployment.plan) : null
  const purpose = deployment.purpose === 'rollback' ? { purpose: 'rollback' as const } : {}
  const event = { kind: 'deployment', id, service, environment, sha, became, ...purpose } as const
  await noteInOpenIncidents(deps, trx, { action: 'incident.deployment', event, service })
}
