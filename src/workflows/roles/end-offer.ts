import type { RoleOffer } from '../../domain/incident/role.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { settleOffer } from '../../store/incident/roles.ts'
import { markPostsStale } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

export const offerKey = ({ id, incidentId }: Pick<RoleOffer, 'id' | 'incidentId'>): string =>
  `incident/${incidentId}/offer/${id}/`

/** Ends an offer; wherever it is shown it says how, and whoever made it is told where it came to nothing. */
export async function endOffer(
  deps: Deps,
  trx: Trx,
  offer: RoleOffer,
  state: Exclude<RoleOffer['state'], 'open'>,
): Promise<void> {
  const at = deps.now()
  const subject = incidentSubject(offer.incidentId)
  await settleOffer(trx, offer.id, state, at)
  for (const destination of await markPostsStale(trx, subject, offerKey(offer)))
    await deps.jobs.wake(trx, 'deliver', destination)
  if (state === 'accepted' || state === 'overtaken') return
  const post = { purpose: 'role-offer', offerId: offer.id, to: 'offerer' } as const
  await order(deps, trx, { key: `${offerKey(offer)}told`, destination: offer.by, subject, post, at })
}
