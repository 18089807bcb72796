import { addMilliseconds } from 'date-fns/addMilliseconds'
import { min } from 'date-fns/min'
import { subMilliseconds } from 'date-fns/subMilliseconds'
import { type Change, rankSuspects, type Suspect } from './suspects.ts'

/** A part of the window; `to` belongs to the next. */
export type Span = { from: Date; to: Date }

/** What one source of errors was asked, or why nobody can tell. Its counts have one value for each part of the window. */
export type SourceSeen =
  | { source: string; is: 'seen'; versions: string[]; calls: number[]; errors: number[] }
  | { source: string; is: 'unknown'; because: string }

/** Errors of every source beside what was changed, in one window. */
export type Correlation = {
  spans: Span[]
  sources: SourceSeen[]
  /** Since when there were errors; null where none was seen. */
  firstErrors: Span | null
  /** What was changed in the window, most suspicious first for when the errors began. */
  suspects: Suspect[]
}

const parts = 6

/** A window around the beginning of an incident, which ends now at the latest, in equal parts. */
export function spansAround(beganAt: Date, windowMs: number, now: Date): Span[] {
  const to = min([now, addMilliseconds(beganAt, windowMs / 2)])
  const from = subMilliseconds(to, windowMs)
  return Array.from({ length: parts }, (_, index) => ({
    from: addMilliseconds(from, (windowMs / parts) * index),
    to: addMilliseconds(from, (windowMs / parts) * (index + 1)),
  }))
}

/** In which part of the window something was; null where it was in none. */
export const spanOf = (spans: readonly Span[], at: Date): Span | null =>
  spans.find(({ from, to }) => from <= at && at < to) ?? null

/** When a source's errors began; null where it had none, or nobody can tell. */
export function firstErrorsOf(spans: readonly Span[], seen: SourceSeen): Span | null {
  const index = seen.is === 'seen' ? seen.errors.findIndex((count) => count > 0) : -1
  return spans[index] ?? null
}

type Seen = { spans: Span[]; sources: SourceSeen[]; changes: readonly Change[]; affects: readonly string[] }

/** Puts errors and changes beside each other. What came up to the end of the part with the first errors may be why. */
export function correlate({ spans, sources, changes, affects }: Seen): Correlation {
  const firsts = sources.flatMap((seen) => firstErrorsOf(spans, seen) ?? [])
  const firstErrors = firsts.toSorted((a, b) => a.from.getTime() - b.from.getTime())[0] ?? null
  const [first] = spans
  const last = spans.at(-1)
  if (!first || !last) return { spans, sources, firstErrors, suspects: [] }
  const inWindow = changes.filter(({ at }) => at >= first.from && at <= last.to)
  const beganAt = firstErrors?.to ?? last.to
  const windowMs = last.to.getTime() - first.from.getTime()
  const suspects = rankSuspects(inWindow, { beganAt, affects, windowMs })
  return { spans, sources, firstErrors, suspects: suspects.map((each) => inSamePart(each, firstErrors)) }
}

/** Nobody knows when in their part of the window the first errors came, so no count of minutes before them is true. */
const inSamePart = (suspect: Suspect, firstErrors: Span | null): Suspect =>
  firstErrors && suspect.change.at >= firstErrors.from && suspect.change.at < firstErrors.to
    ? { ...suspect, why: ['it came in the same minutes as the first errors', ...suspect.why.slice(1)] }
    : suspect
