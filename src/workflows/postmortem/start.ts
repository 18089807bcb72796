import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { RestoredIncident } from '../../domain/incident/incident.ts'
import { isRestored } from '../../domain/incident/incident.ts'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { insertPostmortem, loadPostmortem, updatePostmortem } from '../../store/postmortem/postmortems.ts'
import type { Trx } from '../../store/tables.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

/** Begins an incident's post-mortem; `isNew` is false where it was begun before. */
export async function startPostmortem(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<{ isNew: boolean } | Refusal> {
  return await changeIncident<{ isNew: boolean }>(deps, id, async (trx, incident) => {
    if (!isRestored(incident))
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: 'write a post-mortem of' }
    if (incident.state !== 'resolved') return { isNew: false }
    await begin(deps, trx, incident, invoker)
    return { isNew: true }
  })
}

/**
 * The same under the incident's lock. One that was begun before the incident came back goes on; once that was merged,
 * another is begun.
 */
export async function begin(
  deps: Deps,
  trx: Trx,
  incident: RestoredIncident,
  invoker: Invoker | null,
): Promise<void> {
  const { id, commander, resolvedAt } = incident
  const at = deps.now()
  const reviewAt = addMilliseconds(resolvedAt, deps.config.incidents.postmortem.reviewWithin)
  const before = await loadPostmortem(trx, id)
  if (before) await beginAgain(trx, before, reviewAt)
  else await insertPostmortem(trx, { incidentId: id, by: invoker?.user ?? commander, at, reviewAt })
  await updateIncident(trx, incident, { to: 'postmortem' })
  const did = before ? 'went on with the post-mortem' : 'began the post-mortem'
  const event = { kind: 'happened', topic: 'postmortem', did } as const
  await recordChange(deps, trx, id, { by: invoker, action: 'incident.postmortem', event })
}

async function beginAgain(trx: Trx, { incidentId, round, pull, review }: Postmortem, reviewAt: Date) {
  const isMerged = pull?.ended === 'merged'
  const anew = isMerged
    ? {
        ...{ round: round + 1, pull_number: null, pull_url: null, pull_head: null, pull_ended: null },
        ...{ sections: '{}', written: '[]', is_left_alone: false },
      }
    : {}
  await updatePostmortem(trx, incidentId, {
    ...anew,
    ...{ review_at: reviewAt, review_version: review.version + 1, reviewed_at: null, reviewed_by: null },
  })
}
