import type { WantedTime } from '../../src/domain/deployment/start-time.ts'
import { parseDuration } from '../../src/domain/duration.ts'
import type { PagePolicy } from '../../src/domain/page/page-policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { closest } from '../../src/domain/suggestion.ts'
import { takeStart } from '../time-grammar.ts'
import { parseId, splitReason, splitWords } from '../words.ts'

export type MaintenanceCommand =
  | { verb: 'list' }
  | { verb: 'end'; id: number }
  /** `from` null is now; `to` is read from the beginning on. */
  | { verb: 'add'; components: string[]; from: WantedTime | null; to: WantedTime; reason: string }

/** `add web docs from friday 22:00 to 23:00 because …`, `end 3`, or nothing. */
export function parseMaintenance(text: string, page: PagePolicy): MaintenanceCommand | Refusal {
  const [verb = 'list', ...rest] = splitWords(text)
  switch (verb.toLowerCase()) {
    case 'list':
      return { verb: 'list' }
    case 'end': {
      const id = parseId(rest[0])
      return id === null
        ? missing('the number of the maintenance that is over', 'end 3')
        : { verb: 'end', id }
    }
    case 'add':
      return parseAdd(rest, page)
    default: {
      const known = ['add', 'end', 'list']
      return {
        refused: 'unknown-word',
        what: 'command',
        given: verb,
        known,
        suggestion: closest(verb, known),
      }
    }
  }
}

const example = 'add shop from friday 22:00 to 23:00 because the database moves'

const missing = (what: string, like = example): Refusal => ({
  refused: 'missing-words',
  command: '/status maintenance',
  missing: what,
  example: `/status maintenance ${like}`,
})

function parseAdd(words: string[], { components }: PagePolicy): MaintenanceCommand | Refusal {
  const { before, reason } = splitReason(words)
  const at = before.findIndex((word) => word.toLowerCase() === 'from')
  const named = at < 0 ? before : before.slice(0, at)
  const found = named.map((word) => word.toLowerCase().replace(/,$/, ''))
  const known = components.map(({ name }) => name)
  const stranger = found.find((word) => !known.includes(word))
  if (stranger !== undefined)
    return {
      refused: 'unknown-word',
      what: 'component',
      given: stranger,
      known,
      suggestion: closest(stranger, known),
    }
  if (found.length === 0) return missing('at least one component of the page')
  const span = at < 0 ? noSpan : parseSpan(before.slice(at + 1))
  if (isRefusal(span)) return span
  if (!reason) return missing('because and a reason, which everybody reads on the page')
  return { verb: 'add', components: [...new Set(found)], ...span, reason }
}

const noSpan = missing('when it is: from 22:00 to 23:00, from friday 22:00 for 2h, or from now for 30m')

type Span = { from: WantedTime | null; to: WantedTime }

/** `22:00 to 23:00`, `friday 22:00 for 2h`, `now to 23:00`. */
function parseSpan(words: string[]): Span | Refusal {
  const at = words.findIndex((word) => ['to', 'until', 'for'].includes(word.toLowerCase()))
  const from = at < 0 ? undefined : parseTime(words.slice(0, at), true)
  if (from === undefined) return noSpan
  const last = words.slice(at + 1)
  const ms = words[at]?.toLowerCase() === 'for' ? parseDuration(last.join(' ')) : undefined
  const to: WantedTime | null | undefined = ms === undefined ? parseTime(last, false) : { is: 'in', ms }
  return to ? { from, to } : noSpan
}

/** Undefined where these words are no time, or more than one. */
function parseTime(words: string[], mayBeNow: boolean): WantedTime | null | undefined {
  if (mayBeNow && words.length === 1 && words[0]?.toLowerCase() === 'now') return null
  const taken = takeStart(words[0]?.toLowerCase() === 'in' ? words : ['at', ...words])
  if (isRefusal(taken) || taken.rest.length > 0) return undefined
  return taken.start ?? undefined
}
