import type { GroupId, UserId } from '../people.ts'
import type { Incident } from './incident.ts'
import type { IncidentPolicy } from './incident-policy.ts'
import { severityOf } from './severity.ts'

/** Who belongs into an incident's channel: by what they do in it, and by the configuration. */
export type Invitation = { people: UserId[]; users: UserId[]; groups: GroupId[] }

/** The severity's own people come once it is confirmed. */
export function invitationOf(incident: Incident, policy: IncidentPolicy): Invitation {
  const { declaredBy, commander, roles, members, state, severity } = incident
  const asked = members.filter(({ isAsked }) => isAsked).map(({ user }) => user)
  const configured = [policy.invite, ...(state === 'triage' ? [] : [severityOf(policy, severity).invite])]
  return {
    people: [...new Set([declaredBy, commander, ...Object.values(roles), ...asked])],
    users: [...new Set(configured.flatMap(({ users }) => users))],
    groups: [...new Set(configured.flatMap(({ group }) => group ?? []))],
  }
}
