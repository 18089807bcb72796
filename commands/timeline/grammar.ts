import type { Refusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import { type ExportFormat, exportFormats } from '../../src/domain/timeline/export.ts'
import { type TimelineFilter, timelineFilters } from '../../src/domain/timeline/filter.ts'
import { type Parse, startsWithNumber, takeWord } from '../incident/typed.ts'
import { parseId, splitWords } from '../words.ts'

export type TimelineCommand =
  | { verb: 'timeline'; id: number | null; filter: TimelineFilter | null }
  | { verb: 'export'; id: number | null; format: ExportFormat }
  | { verb: 'amend'; id: number | null; seq: number; text: string }

export const timelineVerbs: Record<TimelineCommand['verb'], Parse<TimelineCommand>> = {
  timeline: parseTimeline,
  export: parseExport,
  amend: parseAmend,
}

export const timelineFollows = { timeline: startsWithNumber, export: startsWithNumber } as const

/** `notes`, `3 notes`, `3` or nothing. */
function parseTimeline(rest: string): TimelineCommand | Refusal {
  const { id, word } = idAndWord(rest)
  if (word === undefined) return { verb: 'timeline', id, filter: null }
  const filter = timelineFilters.find((one) => one === word || one === `${word}s`)
  return filter ? { verb: 'timeline', id, filter } : missing('timeline', word, timelineFilters, id)
}

/** `json`, `3 json`, `3` or nothing, which is Markdown. */
function parseExport(rest: string): TimelineCommand | Refusal {
  const { id, word } = idAndWord(rest)
  if (word === undefined || word === 'markdown') return { verb: 'export', id, format: 'md' }
  const format = exportFormats.find((one) => one === word)
  return format ? { verb: 'export', id, format } : missing('export', word, exportFormats, id)
}

function idAndWord(rest: string): { id: number | null; word: string | undefined } {
  const words = splitWords(rest)
  const id = words.map(parseId).find((number) => number !== null) ?? null
  return { id, word: words.find((word) => parseId(word) === null)?.toLowerCase() }
}

function missing(verb: string, word: string, known: readonly string[], id: number | null): Refusal {
  const meant = closest(word, known) ?? known[0]
  return {
    refused: 'missing-words',
    command: `/incident ${verb}`,
    missing: `one of ${known.join(', ')}, or nothing`,
    example: `/incident ${verb}${id === null ? '' : ` ${id}`} ${meant}`,
  }
}

/** `14 the pump, not the valve` in the incident's channel, `3/14 the pump` anywhere. */
function parseAmend(rest: string): TimelineCommand | Refusal {
  const [place, text] = takeWord(rest)
  const [, incident, entry] = /^(?:#?(\d{1,9})\/)?#?(\d{1,9})$/.exec(place) ?? []
  if (entry !== undefined && text !== '')
    return { verb: 'amend', id: incident === undefined ? null : Number(incident), seq: Number(entry), text }
  return {
    refused: 'missing-words',
    command: '/incident amend',
    missing: 'the number of your note in the timeline, and its right words',
    example: '/incident amend 14 the payment worker was restarted, not the mailer',
  }
}
