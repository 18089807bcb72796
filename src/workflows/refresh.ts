import type { Deps } from '../ports.ts'
import { markCardsStale, type Ordered, orderMessage } from '../store/messages.ts'
import type { Subject, Trx } from '../store/tables.ts'

/** Has every card of the subject drawn again, if the transaction commits. */
export async function refreshCards(deps: Deps, trx: Trx, subject: Subject): Promise<void> {
  for (const destination of await markCardsStale(trx, subject))
    await deps.jobs.wake(trx, 'deliver', destination)
}

/** Orders a message, once per key, if the transaction commits. */
export async function order(deps: Deps, trx: Trx, message: Ordered): Promise<void> {
  if (await orderMessage(trx, message)) await deps.jobs.wake(trx, 'deliver', message.destination)
}
