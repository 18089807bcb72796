import { isRestored } from '../../domain/incident/incident.ts'
import { utc } from '../../domain/postmortem/markdown.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import {
  loadPostmortem,
  type PostmortemChange,
  updatePostmortem,
} from '../../store/postmortem/postmortems.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

/** Gives the review another time; everybody is told anew. */
export async function moveReview(
  deps: Deps,
  { id, at }: { id: number; at: Date },
  invoker: Invoker,
): Promise<{ at: Date } | Refusal> {
  const did = `set the review for ${utc(at)}`
  return await changeReview(deps, { id, did }, invoker, (version) => ({
    set: { review_at: at, review_version: version + 1, reviewed_at: null, reviewed_by: null },
    result: { at },
  }))
}

/** The review was held: nobody is reminded of it any more. */
export async function endReview(deps: Deps, id: number, invoker: Invoker): Promise<'reviewed' | Refusal> {
  const did = 'said that the review was held'
  return await changeReview(deps, { id, did }, invoker, () => ({
    set: { reviewed_at: deps.now(), reviewed_by: invoker.user },
    result: 'reviewed',
  }))
}

async function changeReview<Result>(
  deps: Deps,
  { id, did }: { id: number; did: string },
  invoker: Invoker,
  changed: (version: number) => { set: PostmortemChange; result: Result },
): Promise<Result | Refusal> {
  return await changeIncident<Result>(deps, id, async (trx, incident) => {
    const postmortem = await loadPostmortem(trx, id)
    if (!postmortem || !isRestored(incident)) return { refused: 'no-postmortem', id, state: incident.state }
    const { set, result } = changed(postmortem.review.version)
    await updatePostmortem(trx, id, set)
    const event = { kind: 'happened', topic: 'postmortem', did } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.review', event })
    return result
  })
}
