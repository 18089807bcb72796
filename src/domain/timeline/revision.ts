import type { UserId } from '../people.ts'
import type { Refusal } from '../refusal.ts'
import type { TimelineEntry } from './timeline.ts'

/** Why words can't be corrected, for the sentence. */
export type CannotAmend = 'not-there' | 'not-a-note' | 'not-yours' | 'so-already'

/** Entries as they are read: notes and messages in their newest words. What was written first stays in the rows. */
export function inNewestWords(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const revisions = entries.flatMap(({ event }) => (event.kind === 'revision' ? [event] : []))
  const revised = new Set(revisions.map(({ of }) => of))
  // Slack's events can overtake each other: what was deleted stays so.
  const deleted = new Set(revisions.flatMap(({ of, text }) => (text === null ? [of] : [])))
  return entries.map((entry) => {
    const { seq, event } = entry
    if ((event.kind !== 'note' && event.kind !== 'message') || !revised.has(seq)) return entry
    const words = newestWords(entries, seq) ?? event.text
    const text = deleted.has(seq) ? `${words} (deleted since)` : `${words} (amended)`
    return { ...entry, event: { ...event, text } }
  })
}

/** The words that hold for a note or a message; null where it is neither. A deletion leaves the words before it. */
export function newestWords(entries: readonly TimelineEntry[], seq: number): string | null {
  const first = entries.find((entry) => entry.seq === seq)?.event
  if (first?.kind !== 'note' && first?.kind !== 'message') return null
  return entries.reduce(
    (words, { event }) => (event.kind === 'revision' && event.of === seq ? (event.text ?? words) : words),
    first.text,
  )
}

/** Whether this person may give a note these words; only who wrote it may. */
export function mayAmend(
  entries: readonly TimelineEntry[],
  { incident: id, seq, text }: { incident: number; seq: number; text: string },
  person: UserId,
): Refusal | null {
  const no = (because: CannotAmend): Refusal => ({ refused: 'cannot-amend', id, seq, because })
  const entry = entries.find((one) => one.seq === seq)
  if (!entry) return no('not-there')
  if (entry.event.kind !== 'note') return no('not-a-note')
  if (entry.actor !== person) return no('not-yours')
  return newestWords(entries, seq) === text ? no('so-already') : null
}

/** The notes that this person may give other words, newest first, in the words that hold. */
export function amendableBy(
  entries: readonly TimelineEntry[],
  person: UserId,
  most: number,
): { seq: number; text: string }[] {
  return entries
    .filter(({ event, actor }) => event.kind === 'note' && actor === person)
    .slice(-most)
    .reverse()
    .map(({ seq }) => ({ seq, text: newestWords(entries, seq) ?? '' }))
}
