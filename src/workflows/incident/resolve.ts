import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { incidentSubject } from '../../store/incident-keys.ts'
import { updateIncident } from '../../store/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { loadTimeline } from '../../store/timeline.ts'
import { order } from '../refresh.ts'
import { changeOpenIncident, recordChange } from './change.ts'
import { channelFor } from './channel-for.ts'
import { endPromise } from './end-promise.ts'

/** Ends an incident: no further update is owed, and the timeline is posted in full. */
export async function resolveIncident(
  deps: Deps,
  resolution: { id: number; summary: string },
  invoker: Invoker,
): Promise<'resolved' | Refusal> {
  const summary = tidy(resolution.summary)
  if (summary === '') return { refused: 'empty-text', what: 'the summary' }
  const { id } = resolution
  return await changeOpenIncident<'resolved'>(deps, id, 'resolve', async (trx, incident) => {
    const resolvedAt = deps.now()
    const resolvedBy = invoker.user
    const set = { resolved_at: resolvedAt, resolved_by: resolvedBy, summary }
    await updateIncident(trx, incident, { to: 'resolved', ...set })
    await endPromise(deps, trx, incident, 'released')
    const { seq: lastSeq } = await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.resolve',
      event: { kind: 'resolved', summary },
    })
    const post = { purpose: 'resolution-report', resolvedAt, resolvedBy, summary, lastSeq } as const
    await orderReports(deps, trx, id, channelFor(incident, deps.config), post)
    return 'resolved'
  })
}

/** One report for each time it is resolved, where it was worked on and where its updates were read. */
async function orderReports(
  deps: Deps,
  trx: Trx,
  id: number,
  channel: string,
  report: Omit<Extract<StoredPost, { purpose: 'resolution-report' }>, 'audience'>,
): Promise<void> {
  const entries = await loadTimeline(trx, id)
  const times = entries.filter(({ event }) => event.kind === 'resolved').length
  const key = `incident/${id}/resolved/${times}`
  const subject = incidentSubject(id)
  const at = deps.now()
  const ordered = { key, destination: channel, subject, at }
  await order(deps, trx, { ...ordered, post: { ...report, audience: 'responders' } })
  const { stakeholders } = deps.config.channels
  if (stakeholders && stakeholders !== channel)
    await order(deps, trx, {
      ...{ ...ordered, key: `${key}/stakeholders`, destination: stakeholders },
      post: { ...report, audience: 'stakeholders' },
    })
}
