import { isOpen } from '../../domain/incident/incident.ts'
import { offersDue } from '../../domain/incident/role.ts'
import { loadOpenOffers } from '../../store/incident/roles.ts'
import { recordChange } from '../incident/change.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { endOffer } from './end-offer.ts'

/** Offers that nobody answered end in time, and with the incident. */
export const roleDuties: DutySource = async (deps, trx, incident, has) => {
  if (!has.openOffers) return { until: null }
  const offers = await loadOpenOffers(trx, incident.id)
  const { over, until } = offersDue(offers, { isOpen: isOpen(incident), now: deps.now() })
  if (!over) return { until }
  const { offer, state } = over
  await endOffer(deps, trx, offer, state)
  if (state === 'expired') {
    const did = `stopped waiting for @${offer.to}, who did not answer whether to be ${offer.role}`
    const event = { kind: 'happened', topic: 'role', did } as const
    await recordChange(deps, trx, incident.id, { by: null, action: 'incident.role-expired', event })
  }
  return 'moved'
}
