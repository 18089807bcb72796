import type { Measured } from '../../domain/incident/incident-metrics.ts'
import { metricsOf } from '../../domain/incident/incident-metrics.ts'
import type { Deps } from '../../ports.ts'
import {
  type Counted,
  countAllPromises,
  countHidden,
  countOverrides,
  countReopened,
  loadIncidentTimes,
} from '../../store/incident/incident-metrics.ts'

/** The figures of the incidents of a period. Drills count in none. */
export async function measureIncidents({ db, config }: Deps, asked: Counted): Promise<Measured> {
  const [times, promises, reopened, overridden, hidden] = await Promise.all([
    loadIncidentTimes(db, asked),
    countAllPromises(db, asked),
    countReopened(db, asked),
    countOverrides(db, asked),
    countHidden(db, asked),
  ])
  const { period, severity } = asked
  return {
    period,
    severity,
    metrics: metricsOf(times, config.incidents),
    promises,
    reopened,
    overridden,
    hidden,
  }
}
