import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { OpenIncident } from '../../domain/incident/incident.ts'
import { commanderRole, holderOf, roleNames } from '../../domain/incident/role.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { insertOffer, loadOpenOffers } from '../../store/incident/roles.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'
import { assignRole } from './assign.ts'
import { endOffer, offerKey } from './end-offer.ts'
import { hasLeft } from './has-left.ts'

export type RoleWish = {
  id: number
  role: string
  /** Null leaves it empty. */
  to: UserId | null
  /** Who held it when the form was drawn, where there was one; null is nobody. */
  seen?: UserId | null | undefined
}

export type RoleGiven =
  /** It was so before. */
  | { is: 'so-already'; role: string; holder: UserId | null }
  | { is: 'taken' | 'left-empty'; role: string }
  /** They were asked; until they accept, the holder keeps it. */
  | { is: 'offered'; role: string; to: UserId; holder: UserId | null; expiresAt: Date; isNew: boolean }

/** Takes a role at once, or asks somebody else to take it, who has to accept. */
export async function giveRole(deps: Deps, wish: RoleWish, invoker: Invoker): Promise<RoleGiven | Refusal> {
  const { id, role, to, seen } = wish
  const known = roleNames(deps.config.incidents.roles)
  if (!known.includes(role))
    return { refused: 'unknown-word', what: 'role', given: role, known, suggestion: closest(role, known) }
  if (to === null && role === commanderRole) return { refused: 'commander-needed' }
  if (to !== null && to !== invoker.user && (await hasLeft(deps, to)))
    return { refused: 'person-left', user: to }
  const verb = role === commanderRole ? 'take command of' : 'change the roles of'
  return await changeOpenIncident<RoleGiven>(deps, id, verb, async (trx, incident) => {
    const holder = holderOf(incident, role)
    if (seen !== undefined && seen !== holder)
      return { refused: 'changed-meanwhile', what: `the ${role} of incident ${id}` }
    if (holder === to) return { is: 'so-already', role, holder }
    if (to !== null && to !== invoker.user)
      return await offer(deps, trx, incident, { role, to, holder }, invoker)
    await assignRole(deps, trx, incident, { role, to, by: invoker })
    return { is: to === null ? 'left-empty' : 'taken', role }
  })
}

type Offered = { role: string; to: UserId; holder: UserId | null }

/** Who asked may change their mind; another's offer is waited for, unless one takes the role oneself. */
async function offer(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { role, to, holder }: Offered,
  invoker: Invoker,
): Promise<RoleGiven | Refusal> {
  const at = deps.now()
  const earlier = (await loadOpenOffers(trx, incident.id)).find((one) => one.role === role)
  if (earlier && earlier.expiresAt > at) {
    const { expiresAt } = earlier
    if (earlier.to === to) return { is: 'offered', role, to, holder, expiresAt, isNew: false }
    if (earlier.by !== invoker.user)
      return { refused: 'offer-open', role, to: earlier.to, by: earlier.by, until: expiresAt.toISOString() }
  }
  if (earlier) await endOffer(deps, trx, earlier, earlier.expiresAt > at ? 'overtaken' : 'expired')
  const expiresAt = addMilliseconds(at, deps.config.incidents.offersExpireAfter)
  const offered = { incidentId: incident.id, role, to, by: invoker.user, at, expiresAt }
  await orderPosts(deps, trx, incident, { id: await insertOffer(trx, offered), to })
  const event = { kind: 'happened', topic: 'role', did: `asked @${to} to be ${role}` } as const
  await recordChange(deps, trx, incident.id, { by: invoker, action: 'incident.role-offered', event })
  return { is: 'offered', role, to, holder, expiresAt, isNew: true }
}

async function orderPosts(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { id, to }: { id: number; to: UserId },
): Promise<void> {
  const key = offerKey({ id, incidentId: incident.id })
  const subject = incidentSubject(incident.id)
  const ordered = { subject, at: deps.now() }
  const post = { purpose: 'role-offer', offerId: id } as const
  await order(deps, trx, {
    ...ordered,
    key: `${key}person`,
    destination: to,
    post: { ...post, to: 'person' },
  })
  const destination = channelFor(incident, deps.config)
  await order(deps, trx, { ...ordered, key: `${key}channel`, destination, post: { ...post, to: 'channel' } })
}
