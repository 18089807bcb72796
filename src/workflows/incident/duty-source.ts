import type { Incident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import type { Belongings } from '../../store/incident/belongings.ts'
import type { Trx } from '../../store/tables.ts'
import type { Due } from '../advance.ts'

/**
 * One kind of duty, looked at under the incident's lock: what it found due, or when it next can be (null: not until
 * something else happens). Which duty it is, a pure function of the domain says.
 */
export type DutySource = (deps: Deps, trx: Trx, incident: Incident, has: Belongings) => Promise<Found>
export type Found = Exclude<Due, 'nothing'> | { until: Date | null }
