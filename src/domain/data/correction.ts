import type { UserId } from '../people.ts'

/** A change of data that somebody asks for, and somebody else has to approve. `id` is what people read. */
export type Correction = CorrectionPlan & {
  id: number
  environment: string
  requestedBy: UserId
  requestedAt: Date
  /** Nobody may approve it any more from then on. */
  expiresAt: Date
} & (
    | { state: 'awaiting' }
    | { state: 'rejected'; decidedBy: UserId; decidedAt: Date }
    | { state: 'approved'; decidedBy: UserId; decidedAt: Date; operation: number }
  )

export type CorrectionPlan = {
  database: string
  because: string
  /** A select that shows the rows which the change will change. */
  backup: string
  /** One update or delete. */
  change: string
  /** So many rows must change, or nothing does. */
  expected: number
}

/** What was changed: so many rows, and so many that the backup query gives afterwards. */
export type Corrected = { rows: number; after: number }

/** More rows are no correction by hand: neither can anybody look through them, nor does a message hold them. */
export const mostCorrected = 1000

/** What is wrong with a statement that is to change data, as the end of a sentence; null where nothing is. */
export function changeTrouble(change: string): string | null {
  const bare = withoutQuoted(change)
  if (!/^\s*(?:update|delete\s+from)\s/i.test(bare)) return 'it must be one update or delete'
  if (/;\s*\S/.test(bare)) return 'it must be one statement, and not several'
  if (!/\bwhere\b/i.test(bare)) return 'it has no where, so that it would change every row'
  return null
}

/** What a statement says outside of its texts, names and comments. */
function withoutQuoted(sql: string): string {
  return sql
    .replaceAll(/\$([a-z_]\w*)?\$[\s\S]*?\$\1\$/gi, "''")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/"(?:[^"]|"")*"/g, '""')
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
}

/** The same without the semicolon at its end, which does not fit within another statement. */
export const bareStatement = (sql: string): string => sql.trim().replace(/;\s*$/, '')
