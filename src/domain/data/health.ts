import type { AlertLevel } from '../check/check.ts'
import type { Bounds } from '../check/target.ts'

/** What is looked for in a database, besides what is looked for in all. All durations are milliseconds. */
export type DataHealthPolicy = {
  every: number
  /** How long one question may take. */
  within: number
  /** A session that waits so long for another is blocked. */
  blockedFor: number
  /** A statement that takes longer in the mean is slow. */
  slowerThan: number
  /** A table of more rows should not be read as a whole. */
  largeFrom: number
  /** Columns that mean a row of another table, without a foreign key that says so. */
  orphans: { table: string; column: string; references: { table: string; column: string } }[]
  /** Rows marked as deleted, which are to be gone so long after. */
  softDeleted: { table: string; column: string; after: number }[]
  /** Where people's wishes to be deleted are kept; `done` is a column that is empty until it was done. */
  deletions: { table: string; column: string; done?: string | undefined; after: number } | null
  /** Views of which a column says how new they are. */
  views: { view: string; column: string; within: number }[]
  /** Questions of the team's own. */
  queries: {
    name: string
    sql: string
    column?: string | undefined
    expect: Bounds
    level: AlertLevel
    advice: string | null
  }[]
}

/** `unknown`: nobody could tell, which is neither well nor unwell. */
export type DataStanding = 'ok' | 'warning' | 'trouble' | 'unknown'

/** What one question found: a sentence, what to do where there is something to do, and a number where there is one. */
export type Judged = { is: DataStanding; number: number | null; words: string; next: string | null }

export type DataFinding = Judged & {
  query: string
  /** Of the alert that it is where it gets worse. */
  level: AlertLevel
  since: Date
  at: Date
}

const gravity = { ok: 0, unknown: 0, warning: 1, trouble: 2 } as const satisfies Record<DataStanding, number>

/**
 * What an alert is to do after a look. What stood so when a database was looked into for the first time is no news,
 * unless it is trouble or the team asks for it; nobody knowing how it is neither begins nor ends one.
 */
export function newsOf(
  before: Pick<DataFinding, 'is'> | null,
  { is }: Pick<Judged, 'is'>,
  isOwn: boolean,
): 'begins' | 'ends' | null {
  if (is === 'unknown') return null
  if (is === 'ok') return before === null || before.is === 'ok' ? null : 'ends'
  if (before === null) return is === 'trouble' || isOwn ? 'begins' : null
  return gravity[is] > gravity[before.is] ? 'begins' : null
}

/** The worst first; what nobody could tell stands before what is well. */
export const worstFindings = (findings: readonly DataFinding[]): DataFinding[] =>
  findings.toSorted((a, b) => order[a.is] - order[b.is] || a.query.localeCompare(b.query))

const order = { trouble: 0, warning: 1, unknown: 2, ok: 3 } as const satisfies Record<DataStanding, number>

/** What the last look into a database found, the worst first. */
export type DatabaseHealth = { database: string; isLookedInto: boolean; findings: DataFinding[] }
