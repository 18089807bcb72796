import type { Deployment } from '../../domain/deployment.ts'
import { broughtSha } from '../../domain/plan.ts'
import type { Deps } from '../../ports.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from './change.ts'

/** Writes what became of a deployment into every open incident, in the transaction that decides it. */
export async function noteDeploymentInIncidents(
  deps: Deps,
  trx: Trx,
  deployment: Deployment,
  became: string,
): Promise<void> {
  const open = await trx
    .selectFrom('incidents')
    .select('id')
    .where('state', '!=', 'resolved')
    // Always in the same order, so that two deployments that end at once don't wait for each other.
    .orderBy('id')
    .execute()
  const { id, service, environment } = deployment
  const sha = 'plan' in deployment ? deployment.plan && broughtSha(deployment.plan) : null
  const event = { kind: 'deployment', id, service, environment, sha, became } as const
  for (const incident of open)
    await recordChange(deps, trx, incident.id, { by: null, action: 'incident.deployment', event })
}
