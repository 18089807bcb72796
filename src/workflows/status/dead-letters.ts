import { mayOperate } from '../../domain/operation/authority.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Settled } from '../../domain/status/queue.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { approversOf } from '../approvers.ts'

/**
 * Has work that was laid aside done again, or drops it for good. Only an approver of production may, and nobody while
 * Slack can't say who that is.
 */
export async function settleDeadLetter(
  deps: Deps,
  { reference, isReplayed }: { reference: string; isReplayed: boolean },
  invoker: Invoker,
): Promise<Settled | Refusal> {
  const refusal = await mayTouchQueue(deps, invoker)
  if (refusal) return refusal
  return await deps.db.transaction().execute(async (trx) => {
    const taken = await deps.jobs.takeDeadLetter(trx, reference)
    if (!taken) return { refused: 'no-such-dead-letter', reference }
    const { queue, letter } = taken
    if (isReplayed) await deps.jobs.wake(trx, queue, letter.of)
    await writeAudit(trx, {
      at: deps.now(),
      actor: invoker.user,
      action: isReplayed ? 'queue.replayed' : 'queue.discarded',
      subject: 'queue',
      detail: letter,
      requestId: invoker.requestId,
    })
    return { letter, isReplayed, by: invoker.user }
  })
}

async function mayTouchQueue(deps: Deps, { user }: Invoker): Promise<Refusal | null> {
  for (const environment of deps.config.incidents.production) {
    const refusal = mayOperate(user, environment, await approversOf(deps, environment))
    if (refusal) return refusal
  }
  return null
}
