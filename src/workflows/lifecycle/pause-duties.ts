import { isOpen } from '../../domain/incident/incident.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { endPause } from './pause.ts'

/** A pause that has an end ends by itself. */
export const pauseDuties: DutySource = async (deps, trx, incident) => {
  const until = isOpen(incident) ? incident.pause?.until : null
  if (!isOpen(incident) || !until || until > deps.now()) return { until: until ?? null }
  await endPause(deps, trx, incident, null)
  return 'moved'
}
