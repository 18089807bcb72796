import type { OpenIncident, Pause } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { endPromise } from '../updates/end-promise.ts'
import { renewPromise } from '../updates/renew-promise.ts'

/** `until` null: until somebody goes on with it. */
export type ToPause = { id: number; until: Date | null; because: string }

/** `before` is the pause whose place it took. */
export type Paused = { until: Date | null; before: Pause | null }

/** Work rests: until it goes on, no update is owed and nobody is paged. */
export async function pauseIncident(
  deps: Deps,
  { id, until, ...said }: ToPause,
  invoker: Invoker,
): Promise<Paused | Refusal> {
  const because = tidy(said.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  const at = deps.now()
  if (until && until <= at) return { refused: 'no-such-moment', at: until.toISOString(), is: 'past' }
  return await changeOpenIncident<Paused>(deps, id, 'pause', async (trx, incident) => {
    const pause: Pause = { at, by: invoker.user, because, until }
    await updateIncident(trx, incident, { pause: JSON.stringify(pause) })
    await endPromise(deps, trx, incident, { state: 'released', at })
    const did = `paused it${until ? ` until ${until.toISOString()}` : ''}: ${because}`
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.pause',
      event: { kind: 'happened', topic: 'state', did },
    })
    return { until, before: incident.pause }
  })
}

/** `isNew` is false where it was not paused. */
export type Continued = { isNew: boolean; nextDueAt: Date | null }

/** Ends a pause before its time; the next update is owed as after a new one. */
export async function continueIncident(
  deps: Deps,
  { id }: { id: number },
  invoker: Invoker,
): Promise<Continued | Refusal> {
  return await changeOpenIncident<Continued>(deps, id, 'continue', async (trx, incident) =>
    incident.pause
      ? { isNew: true, nextDueAt: await endPause(deps, trx, incident, invoker) }
      : { isNew: false, nextDueAt: incident.promise?.dueAt ?? null },
  )
}

/** Work goes on, by whoever says so or, with null, because its time has come; the next update is counted from now. */
export async function endPause(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  by: Invoker | null,
): Promise<Date | null> {
  const { id, severity, state } = incident
  await updateIncident(trx, incident, { pause: null })
  const nextDueAt = await renewPromise(deps, trx, incident, { severity, state, pause: null })
  const did = by ? 'went on with it' : 'went on with it, because its pause is over'
  await recordChange(deps, trx, id, {
    by,
    action: 'incident.continue',
    event: { kind: 'happened', topic: 'state', did },
  })
  return nextDueAt
}
