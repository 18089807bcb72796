import type { Incident, OpenIncident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { appendEntry } from '../../store/timeline/timeline.ts'
import { refreshCards } from '../refresh.ts'
import { wakeIncident } from './wake.ts'

/** Does `work` in one transaction under the incident's lock. What it throws undoes everything. */
export async function changeIncident<Result>(
  deps: Deps,
  id: number,
  work: (trx: Trx, incident: Incident) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return await deps.db.transaction().execute(async (trx): Promise<Result | Refusal> => {
    const incident = await lockIncident(trx, id)
    return incident ? await work(trx, incident) : { refused: 'no-such-incident', id: String(id) }
  })
}

/** The same for what only an open incident allows; `verb` is the person's word for it. */
export async function changeOpenIncident<Result>(
  deps: Deps,
  id: number,
  verb: string,
  work: (trx: Trx, incident: OpenIncident) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return await changeIncident<Result>(deps, id, async (trx, incident) =>
    isOpen(incident)
      ? await work(trx, incident)
      : { refused: 'wrong-incident-state', id, state: incident.state, verb },
  )
}

export type Change = {
  /** Null where Pilothouse itself does it. */
  by: Invoker | null
  action: string
  event: TimelineEvent
  permalink?: string | null
  source?: string
}

/**
 * What every change leaves behind, in its transaction: an audit row, a timeline entry, new cards, and a look at what is
 * due now. Returns the entry's number; `isNew` is false where its source was there already, and nothing was left.
 */
export async function recordChange(
  deps: Deps,
  trx: Trx,
  incidentId: number,
  { by, action, event, permalink = null, source }: Change,
): Promise<{ seq: number; isNew: boolean }> {
  const at = deps.now()
  const actor = by?.user ?? 'pilothouse'
  const subject = incidentSubject(incidentId)
  const entry = await appendEntry(trx, {
    incidentId,
    at,
    actor,
    event,
    permalink,
    ...(source === undefined ? {} : { source }),
  })
  if (!entry.isNew) return entry
  const detail = { seq: entry.seq, event, ...(by?.via ? { via: by.via } : {}) }
  await writeAudit(trx, { at, actor, action, subject, detail, requestId: by?.requestId ?? null })
  await refreshCards(deps, trx, subject)
  await wakeIncident(deps, trx, incidentId)
  return entry
}
