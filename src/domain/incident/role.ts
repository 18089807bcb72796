import { earliest } from '../earliest.ts'
import type { UserId } from '../people.ts'
import type { Incident } from './incident.ts'

/** A role that somebody can take in an incident, beside its commander. */
export type RolePolicy = { name: string; description: string }

/** Overtaken: the role went to somebody else meanwhile, or the incident ended. */
export type OfferState = 'open' | 'accepted' | 'declined' | 'expired' | 'overtaken'

/** A role that somebody was asked to take; until they accept, whoever holds it keeps it. */
export type RoleOffer = {
  id: number
  incidentId: number
  /** `commander`, or a configured role. */
  role: string
  to: UserId
  by: UserId
  at: Date
  expiresAt: Date
  state: OfferState
  settledAt: Date | null
}

/** The one role that every incident has, and that is never empty. */
export const commanderRole = 'commander'

/** The role whose holder owes the updates in the commander's place. */
export const communicationsRole = 'communications'

/** Who holds a role; null where nobody does. */
export const holderOf = ({ commander, roles }: Incident, role: string): UserId | null =>
  role === commanderRole ? commander : Object.hasOwn(roles, role) ? (roles[role] ?? null) : null

/** Everybody who holds a role, each once. */
export const holders = ({ commander, roles }: Incident): UserId[] => [
  ...new Set([commander, ...Object.values(roles)]),
]

/** The roles of a team, the commander's first. */
export const roleNames = (roles: readonly RolePolicy[]): string[] => [
  commanderRole,
  ...roles.map(({ name }) => name),
]

/** What becomes of open offers: which are over, and when the next one will be. */
export function offersDue(
  offers: readonly RoleOffer[],
  { isOpen, now }: { isOpen: boolean; now: Date },
): { over: { offer: RoleOffer; state: 'expired' | 'overtaken' } | null; until: Date | null } {
  const open = offers.filter(({ state }) => state === 'open')
  const [first] = open
  if (first && !isOpen) return { over: { offer: first, state: 'overtaken' }, until: null }
  const late = open.find(({ expiresAt }) => expiresAt <= now)
  if (late) return { over: { offer: late, state: 'expired' }, until: null }
  return { over: null, until: earliest(open.map(({ expiresAt }) => expiresAt)) }
}
