import type { TimelineExport } from '../../src/domain/timeline/export.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { wholeEntryInWords, withNames } from '../../src/domain/timeline/words.ts'

type NameOf = TimelineExport['nameOf']

/** `2026-11-23 03:00:07` in UTC. */
export const utcSeconds = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')

export const actorName = (actor: string, nameOf: NameOf): string =>
  actor === 'pilothouse' ? 'Pilothouse' : nameOf(actor)

/** An entry in full, with people and groups by their names. */
export const entryWithNames = (entry: TimelineEntry, nameOf: NameOf): string =>
  withNames(wholeEntryInWords(entry), nameOf)
