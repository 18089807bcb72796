/** From the first moment to before the second. */
export type Period = { from: Date; until: Date }

const dayMs = 86_400_000

/**
 * `7d`, `2026-11`, `2026-11-03` or `2026-11-01..2026-11-15` (both days included), in UTC; undefined for anything else,
 * for days that don't exist, and for a period that ends before it begins.
 */
export function parsePeriod(text: string, now: Date): Period | undefined {
  const days = Number(/^(\d{1,4})d$/.exec(text)?.[1])
  if (days > 0) return { from: new Date(now.getTime() - days * dayMs), until: now }
  const month = /^(\d{4})-(\d{2})$/.exec(text)
  if (month) return wholeMonth(Number(month[1]), Number(month[2]))
  const named = text.split('..').map(day)
  const [first, last] = [named[0], named.at(-1)]
  if (!first || !last || named.length > 2 || last < first) return undefined
  return { from: first, until: new Date(last.getTime() + dayMs) }
}

function wholeMonth(year: number, month: number): Period | undefined {
  if (month < 1 || month > 12) return undefined
  return { from: new Date(Date.UTC(year, month - 1)), until: new Date(Date.UTC(year, month)) }
}

/** Dates such as 2026-02-30 roll over into the next month, and are refused. */
function day(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? date : undefined
}
