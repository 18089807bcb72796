import { isOpen } from '../../domain/incident/incident.ts'
import { placesLockedBy } from '../../domain/incident/incident-lock.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { settleLocks } from './settle-locks.ts'

/** Keeps deployments off what a grave incident affects, for as long as it is open and grave. */
export const lockDuties: DutySource = async (deps, trx, incident, has) => {
  const { locksDeployments } = severityOf(deps.config.incidents, incident.severity)
  const isForgotten = incident.lockLiftedAt !== null && !(isOpen(incident) && locksDeployments)
  if (!has.locks && !isForgotten && placesLockedBy(incident, deps.config).length === 0) return { until: null }
  // Where it becomes grave again, it locks again.
  if (isForgotten) await updateIncident(trx, incident, { lock_lifted_at: null })
  const { locked, freed } = await settleLocks(deps, trx, incident)
  return isForgotten || locked.length + freed.length > 0 ? 'moved' : { until: null }
}
