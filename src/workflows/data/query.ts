import type { z } from 'zod'
import type { AlertLevel } from '../../domain/check/check.ts'
import type { Judged } from '../../domain/data/health.ts'
import type { TargetRows } from '../../ports.ts'

/** One question to a database, and what its answer means. */
export type DataQuery = {
  name: string
  level: AlertLevel
  sql: string
  values?: readonly unknown[]
  judge: (answer: TargetRows) => Judged
  /** What to do where the role may not ask it; select on what it names unless given. */
  grant?: string
}

type Asked<Row> = Omit<DataQuery, 'judge'> & { judge: (rows: Row[], isCut: boolean) => Judged }

/** A question whose rows are of a known shape. */
export const asked = <Row>(row: z.ZodType<Row>, { judge, ...query }: Asked<Row>): DataQuery => ({
  ...query,
  judge: ({ rows, isCut }) => {
    const parsed = row.array().safeParse(rows)
    return parsed.success
      ? judge(parsed.data, isCut)
      : { is: 'unknown', number: null, words: 'It answered something else than was asked for.', next: null }
  },
})

export const well = (words: string, number: number | null = 0): Judged => ({
  ...{ is: 'ok', number, words, next: null },
})

/** Well where nothing is found; else so many of `some`, with their names. */
export function found(
  names: readonly string[],
  isCut: boolean,
  words: { none: string; some: string; next: string; is?: 'warning' | 'trouble' },
): Judged {
  if (names.length === 0) return well(words.none)
  const count = isCut ? `more than ${names.length}` : String(names.length)
  const shown = names.slice(0, 5).join(', ')
  const rest = names.length > 5 || isCut ? ' and more' : ''
  return {
    is: words.is ?? 'warning',
    number: names.length,
    words: `${words.some} (${count}): ${shown}${rest}.`,
    next: words.next,
  }
}

/** A name as it stands in SQL: `orders`, `auth.users`. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
