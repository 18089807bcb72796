import type { Incident } from '../incident/incident.ts'
import { isOpen, isRestored } from '../incident/incident.ts'
import type { IncidentPolicy } from '../incident/incident-policy.ts'
import { severityOf } from '../incident/severity.ts'
import type { UserId } from '../people.ts'
import type { Publishers } from './update-policy.ts'

export type PublicState = 'investigating' | 'identified' | 'monitoring' | 'resolved'

/** Words for the public page. Nothing of them is shown there before somebody approved them. */
export type PublicUpdate = {
  id: number
  incidentId: number
  at: Date
  author: UserId
  state: PublicState
  text: string
  decision: { is: 'published' | 'rejected'; by: UserId; at: Date } | null
}

/** How the public page calls the state; null where there is nothing to say in public. */
export function publicStateOf(incident: Incident): PublicState | null {
  if (isRestored(incident)) return 'resolved'
  if (!isOpen(incident)) return null
  return incident.state === 'triage' ? null : incident.state
}

export type KeptBecause = 'private' | 'drill' | 'severity' | 'state'

/** Why nothing about an incident goes public; null where it may. */
export function keptFromPublic(incident: Incident, policy: IncidentPolicy): KeptBecause | null {
  if (incident.isPrivate) return 'private'
  if (incident.isDrill) return 'drill'
  if (!severityOf(policy, incident.severity).tells.public) return 'severity'
  return publicStateOf(incident) === null ? 'state' : null
}

/** Who decides about the words; the commander, where nobody is configured. */
export const publishersOf = (incident: Incident, policy: IncidentPolicy): Publishers =>
  policy.public ?? { users: [incident.commander] }

/** `members` are those of the group at this moment. */
export const mayPublish = (who: Publishers, members: readonly UserId[], user: UserId): boolean =>
  [...who.users, ...members].includes(user)

/** So short that its card shows all of it, since only words that were seen can be approved. */
export const longestPublicText = 500
