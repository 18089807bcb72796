import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

/** Adds a person's note to the timeline, also after the end: what is remembered later belongs there too. */
export async function addNote(
  deps: Deps,
  note: { id: number; text: string },
  invoker: Invoker,
): Promise<{ seq: number } | Refusal> {
  const text = tidy(note.text)
  if (text === '') return { refused: 'empty-text', what: 'the note' }
  return await changeIncident<{ seq: number }>(deps, note.id, (trx) =>
    recordChange(deps, trx, note.id, {
      by: invoker,
      action: 'incident.note',
      event: { kind: 'note', text },
    }),
  )
}
