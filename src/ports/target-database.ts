/** One question to a database of the team's own. */
export type TargetQuery = {
  /** Its configured name. */
  database: string
  sql: string
  values?: readonly unknown[] | undefined
  /** Rows beyond these are left behind. */
  limit: number
  timeoutMs: number
}

/** `isCut` where there were more rows than the limit. Columns of one name but the last are lost. */
export type TargetRows = {
  rows: Record<string, unknown>[]
  columns: string[]
  isCut: boolean
  latencyMs: number
}

/**
 * Asks a configured database in a read-only transaction of its own, in the configured role. One statement that gives
 * rows; anything else is refused by Postgres. Throws `UpstreamError`, whose message holds neither address nor values.
 */
export type TargetDatabase = (query: TargetQuery) => Promise<TargetRows>
