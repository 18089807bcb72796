import type { Refusal } from '../../domain/refusal.ts'
import { mayAmend } from '../../domain/timeline/revision.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

export type Amendment = { id: number; seq: number; text: string }

/** Gives a note of one's own other words, as a new entry: what was written first stays. */
export async function amendNote(
  deps: Deps,
  { id, seq, ...given }: Amendment,
  invoker: Invoker,
): Promise<{ seq: number } | Refusal> {
  const text = tidy(given.text)
  if (text === '') return { refused: 'empty-text', what: 'the corrected note' }
  return await changeIncident<{ seq: number }>(deps, id, async (trx) => {
    const entries = await loadTimeline(trx, id)
    const refusal = mayAmend(entries, { incident: id, seq, text }, invoker.user)
    if (refusal) return refusal
    const event = { kind: 'revision', of: seq, text } as const
    return await recordChange(deps, trx, id, { by: invoker, action: 'incident.amend', event })
  })
}
