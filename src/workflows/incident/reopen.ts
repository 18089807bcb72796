import { isOpen } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import { dueAfterUpdate } from '../../domain/updates/update-promise.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { openPromise } from '../../store/updates/updates.ts'
import { changeIncident, recordChange } from './change.ts'

/** Opens an incident again, however it ended; the next update is counted from now. */
export async function reopenIncident(
  deps: Deps,
  reopening: { id: number; because: string },
  invoker: Invoker,
): Promise<{ nextDueAt: Date | null } | Refusal> {
  const because = tidy(reopening.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  const { id } = reopening
  return await changeIncident<{ nextDueAt: Date | null }>(deps, id, async (trx, incident) => {
    if (isOpen(incident))
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: 'reopen' }
    const at = deps.now()
    const to = 'investigating'
    const cleared = {
      ...{ mitigated_at: null, resolved_at: null, resolved_by: null, summary: null, closed_at: null },
      ...{ pause: null, relaxed_every: null },
      ...{ dropped_at: null, dropped_by: null, dropped_because: null, merged_into: null },
      relaxed_every: null,
    }
    await updateIncident(trx, incident, { to, ...cleared })
    const pace = { severity: incident.severity, state: to } as const
    const nextDueAt = dueAfterUpdate(deps.config.incidents, pace, at)
    if (nextDueAt) await openPromise(trx, id, nextDueAt, at)
    const event = { kind: 'reopened', because } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.reopen', event })
    return { nextDueAt }
  })
}
