import type { DrillScript } from '../../domain/drill/drill.ts'
import { drillCadence } from '../../domain/drill/drill.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { findRealIncident, insertDrill, loadRunningDrill } from '../../store/drill/drills.ts'
import { insertIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { announceNew } from '../declare/announce-new.ts'
import { recordChange } from '../incident/change.ts'

/** `within` is how long it may take, in milliseconds; null for the configured pace. */
export type Wanted = { name: string; within: number | null }

export type Begun = { id: number; script: DrillScript; factor: number }

/** Opens the incident of a drill, whose steps then come by themselves. One at a time, and none beside a real incident. */
export async function beginDrill(deps: Deps, wanted: Wanted, invoker: Invoker): Promise<Begun | Refusal> {
  const { drills, drillFactor } = deps.config.incidents
  const known = drills.map(({ name }) => name)
  const script = drills.find(({ name }) => name === wanted.name)
  if (!script) {
    const suggestion = closest(wanted.name, known)
    return { refused: 'unknown-word', what: 'drill', given: wanted.name, known, suggestion }
  }
  const factor = wanted.within === null ? drillFactor : Math.max(1, script.lasts / wanted.within)
  return await deps.db.transaction().execute(async (trx): Promise<Begun | Refusal> => {
    const real = await findRealIncident(trx)
    if (real !== null) return { refused: 'no-drill-now', incident: real, isDrill: false }
    const running = await loadRunningDrill(trx)
    if (running) return { refused: 'no-drill-now', incident: running.incidentId, isDrill: true }
    const id = await storeDrill(deps, trx, { script, factor }, invoker)
    return { id, script, factor }
  })
}

/** Everything that a reader sees of it begins with the word drill, since the title is in all of it. */
async function storeDrill(
  deps: Deps,
  trx: Trx,
  { script, factor }: Omit<Begun, 'id'>,
  invoker: Invoker,
): Promise<number> {
  const at = deps.now()
  const policy = deps.config.incidents
  const { severity } = script
  const title = `DRILL: ${script.title}`
  const relaxedEvery = drillCadence(severityOf(policy, severity).updateEvery, factor, policy.nudgeBefore)
  const id = await insertIncident(trx, {
    ...{ title, severity, declared_by: invoker.user, declared_at: at, source_link: null },
    ...{
      is_drill: true,
      impact_at: at,
      relaxed_every: relaxedEvery === null ? null : Math.round(relaxedEvery),
    },
  })
  const stored = { incident_id: id, script: JSON.stringify(script), begun_at: at, begun_by: invoker.user }
  if (!(await insertDrill(trx, { ...stored, factor })))
    throw new Error('A drill began between two looks of one transaction.')
  const event = { kind: 'declared', title, severity } as const
  await recordChange(deps, trx, id, { by: invoker, action: 'incident.drill', event })
  await announceNew(deps, trx, { id, severity, state: 'investigating', relaxedEvery, isPrivate: false })
  return id
}
