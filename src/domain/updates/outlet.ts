import type { Incident } from '../incident/incident.ts'
import type { IncidentPolicy } from '../incident/incident-policy.ts'
import { severityOf } from '../incident/severity.ts'

/** True where its severity concerns stakeholders; before it is confirmed there is nothing to tell. */
export const concernsStakeholders = (incident: Incident, policy: IncidentPolicy): boolean =>
  incident.state !== 'triage' && severityOf(policy, incident.severity).tells.stakeholders

/** True where an issue follows it. */
export const opensIssue = ({ isPrivate, isDrill, state }: Incident): boolean =>
  !isPrivate && !isDrill && state !== 'triage'
