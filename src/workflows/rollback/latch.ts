import type { Deployment } from '../../domain/deployment/deployment.ts'
import { undoNames } from '../../domain/deployment/plan-steps.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import type { Ending } from '../../domain/deployment/rollout.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import { placeLock } from '../../store/gate/locks.ts'
import type { Trx } from '../../store/tables.ts'
import { wakeWaiting } from '../gate/wake-waiting.ts'

/**
 * A release that was taken back, and a rollback that worked, must not be undone by the next routine deployment. Nor may
 * one start on what a rollback left half-way.
 */
export function leavesLatch(deployment: Deployment, { to }: Ending): boolean {
  if (to === 'rolled-back') return true
  return to === 'verified' ? deployment.purpose === 'rollback' : hasBegunToRestore(deployment)
}

const hasBegunToRestore = ({ acts }: Deployment): boolean =>
  acts.some(({ name }) => undoNames.some((undo) => undo === name))

function reasonOf(deployment: Deployment, { to }: Ending): string {
  const { id, purpose } = deployment
  const sha = 'plan' in deployment ? deployment.plan?.sha : undefined
  if (to === 'verified') return `deployment ${id} rolled it back`
  const named = purpose === 'rollback' || !sha ? `deployment ${id}` : `deployment ${id} (${shortSha(sha)})`
  if (to === 'rolled-back') return `${named} was rolled back`
  return purpose === 'rollback'
    ? `${named} began to roll it back and did not end well`
    : `rolling ${named} back did not work`
}

/** Locks the place until a person has looked. A person's own lock stays beside it. */
export async function latch(deps: Deps, trx: Trx, deployment: Deployment, ending: Ending): Promise<void> {
  const { id, service, environment } = deployment
  const reason = reasonOf(deployment, ending)
  const since = deps.now()
  const place = { environment, service, reason, since, until: null }
  await placeLock(trx, { ...place, holder: 'pilothouse', isLatch: true, incident: null })
  await writeAudit(trx, {
    at: since,
    actor: 'pilothouse',
    action: 'lock.latched',
    subject: deploymentSubject(id),
    detail: { service, environment, reason },
  })
  await wakeWaiting(deps, trx, environment)
}
