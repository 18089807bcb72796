import pg from 'pg'

type ShortClient = {
  url: string
  timeoutMs: number
  name?: string | undefined
  connectMs?: number | undefined
}

/** A connection to a database of the team's own, for one question or change; each wait ends by itself. */
export function shortClient({
  url,
  timeoutMs,
  name = 'pilothouse',
  connectMs = timeoutMs,
}: ShortClient): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: connectMs,
    // Ours, for a connection that was cut without a word.
    query_timeout: timeoutMs + 1000,
  })
  // A lost connection is told by the query that waits on it; without a listener it would end the process too.
  client.on('error', () => undefined)
  return client
}

/** What a database of the team's own failed with. `isPassing`: another try may go better. */
type TargetFailure = { code: string; isAnswer: boolean; isPassing: boolean }

export function failureOf(error: unknown): TargetFailure {
  const code = codeOf(error)
  const isAnswer = error instanceof pg.DatabaseError
  return { code, isAnswer, isPassing: isAnswer ? passing.test(code) : !lasting.has(code) }
}

/** Connections, conflicts, resources, locks and shutdowns pass; wrong names and rights do not. */
const passing = /^(08|40|53|55|57)/

/** What another try would meet again, although Postgres never answered. */
const lasting = new Set(['ENOTFOUND', '28P01', 'ERR_INVALID_URL'])

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  // An address without a password fails before Postgres is asked.
  if (/password must be/i.test(error.message)) return '28P01'
  return /timeout/i.test(error.message) ? 'timeout' : 'connection lost'
}
