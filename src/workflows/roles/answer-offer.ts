import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { RoleOffer } from '../../domain/incident/role.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadOffer, loadOpenOffers } from '../../store/incident/roles.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { assignRole } from './assign.ts'
import { endOffer } from './end-offer.ts'

/** One offer by its number, or what an incident offers to whoever answers: all of it, or one role. */
export type OfferAnswer = { isAccepted: boolean } & (
  | { offer: number }
  | { incident: number; role: string | null }
)

export type OfferAnswered = { incident: number; role: string; isAccepted: boolean; by: string }

/** Takes an offered role, or says no to it; only whom it was offered to may. */
export async function answerOffer(
  deps: Deps,
  answer: OfferAnswer,
  invoker: Invoker,
): Promise<OfferAnswered | Refusal> {
  const found = await findOffer(deps, answer, invoker)
  if ('refused' in found) return found
  const { incidentId: id } = found
  const verb = answer.isAccepted ? 'take a role in' : 'decline a role in'
  return await changeOpenIncident<OfferAnswered>(deps, id, verb, async (trx, incident) => {
    const offer = (await loadOffer(trx, found.id)) ?? found
    const refusal = refusalOf(deps, offer, invoker)
    if (refusal) return refusal
    await (answer.isAccepted ? accept : decline)(deps, trx, incident, offer, invoker)
    return { incident: id, role: offer.role, isAccepted: answer.isAccepted, by: offer.by }
  })
}

async function findOffer(deps: Deps, answer: OfferAnswer, { user }: Invoker): Promise<RoleOffer | Refusal> {
  if ('offer' in answer)
    return (await loadOffer(deps.db, answer.offer)) ?? { refused: 'no-offer', id: null, role: null }
  const { incident: id, role } = answer
  const mine = (await loadOpenOffers(deps.db, id)).filter(
    (offer) => offer.to === user && (role === null || offer.role === role),
  )
  const [only] = mine
  if (!only) return { refused: 'no-offer', id, role }
  return mine.length === 1
    ? only
    : { refused: 'which-offer', id, roles: mine.map((offer) => offer.role), isAccepted: answer.isAccepted }
}

/** What expired counts as expired, also where nobody has written that down yet. */
function refusalOf({ now }: Deps, offer: RoleOffer, { user }: Invoker): Refusal | null {
  const { role, to, incidentId: id } = offer
  if (to !== user) return { refused: 'not-your-offer', id, role, to }
  const state = offer.state === 'open' && offer.expiresAt <= now() ? 'expired' : offer.state
  return state === 'open' ? null : { refused: 'offer-ended', id, role, state }
}

type Answering = (
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  offer: RoleOffer,
  invoker: Invoker,
) => Promise<void>

const accept: Answering = async (deps, trx, incident, offer, invoker) => {
  await endOffer(deps, trx, offer, 'accepted')
  await assignRole(deps, trx, incident, { role: offer.role, to: offer.to, by: invoker })
}

const decline: Answering = async (deps, trx, incident, offer, invoker) => {
  await endOffer(deps, trx, offer, 'declined')
  const did = `declined to be ${offer.role}, which @${offer.by} had asked for`
  const event = { kind: 'happened', topic: 'role', did } as const
  await recordChange(deps, trx, incident.id, { by: invoker, action: 'incident.role-declined', event })
}
