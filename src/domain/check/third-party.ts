import { valueAt } from '../deployment/expectation.ts'
import type { Measures } from './check.ts'
import { numberIn } from './number.ts'
import type { ExpiryPolicy, QuotaPolicy } from './target.ts'

type Answer = { headers: Record<string, string>; body: string }

/** `why` ends the sentence of a failure, `warning` that of something to see to. */
type Finding = { measures: Measures; why?: string | undefined; warning?: string | undefined }

/** What an answer's headers say of the calls that are left. */
export function quotaIn({ headers }: Answer, { remaining, limit, warnBelow }: QuotaPolicy): Finding {
  const left = numberIn(headers[remaining])
  const most = limit === undefined ? null : numberIn(headers[limit])
  if (left === null) return { measures: {}, warning: unreadable(remaining, headers[remaining]) }
  const measures = { quotaRemaining: left, ...(most === null ? {} : { quotaLimit: most }) }
  if (left <= 0) return { measures, why: 'its quota is used up' }
  if (limit === undefined) return { measures }
  if (most === null || most <= 0) return { measures, warning: unreadable(limit, headers[limit]) }
  const share = left / most
  return share < warnBelow
    ? {
        measures,
        warning: `its quota is nearly used up: ${left} of ${most} calls are left (${percent(share)})`,
      }
    : { measures }
}

const percent = (share: number): string => `${Math.floor(share * 100)}%`

function unreadable(header: string, value: string | undefined): string {
  return value === undefined
    ? `its answer has no header ${header}, so nobody knows its quota`
    : `its header ${header} holds no number, so nobody knows its quota`
}

const dayMs = 86_400_000

/** For how many days its key is good yet, by its own answer. */
export function expiryIn(
  { headers, body }: Answer,
  { header, json, within }: ExpiryPolicy,
  now: Date,
): Finding {
  const found = header === undefined ? valueAt(body, json ?? '') : headers[header]
  const at = dateIn(found)
  if (at === null) {
    const place = header === undefined ? json : `the header ${header}`
    return {
      measures: {},
      warning: `its answer names no date in ${place}, so nobody knows how long its key is good`,
    }
  }
  const days = Math.floor((at.getTime() - now.getTime()) / dayMs)
  const measures = { expiryDays: days }
  if (days < 0) return { measures, why: 'its key has run out' }
  if (days >= within) return { measures }
  const left = days === 0 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`
  return { measures, why: `its key runs out ${left}, which is fewer than ${within}; make a new one` }
}

/** A date as text, or seconds or milliseconds since 1970. */
function dateIn(value: unknown): Date | null {
  const number = numberIn(value)
  if (number !== null && number <= 0) return null
  const ms = number === null ? value : number < 1e11 ? number * 1000 : number
  if (typeof ms !== 'number' && typeof ms !== 'string') return null
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? null : date
}
