import type { Deployment } from '../../domain/deployment.ts'
import { shortSha } from '../../domain/release.ts'
import type { Ending } from '../../domain/rollout.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployments.ts'
import { placeLock } from '../../store/locks.ts'
import type { Trx } from '../../store/tables.ts'

/** A release that was taken back, and a rollback that worked, must not be undone by the next routine deployment. */
export function leavesLatch({ purpose }: Deployment, { to }: Ending): boolean {
  return to === 'rolled-back' || (purpose === 'rollback' && to === 'verified')
}

/** Locks the place until a person has looked. */
export async function latch(deps: Deps, trx: Trx, deployment: Deployment): Promise<void> {
  const { id, service, environment } = deployment
  const sha = 'plan' in deployment ? deployment.plan?.sha : undefined
  const reason =
    deployment.purpose === 'rollback'
      ? `deployment ${id} rolled it back`
      : `deployment ${id}${sha ? ` (${shortSha(sha)})` : ''} was rolled back`
  const since = deps.now()
  await placeLock(trx, {
    environment,
    service,
    holder: 'pilothouse',
    reason,
    since,
    until: null,
    isLatch: true,
  })
  const detail = { service, environment, reason }
  await writeAudit(trx, {
    at: since,
    actor: 'pilothouse',
    action: 'lock.latched',
    subject: deploymentSubject(id),
    detail,
  })
}
