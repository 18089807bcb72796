/** Each resolves to undefined while all is well, or to a sentence that may be shown to anybody. */
export type Checks = Record<'database' | 'slack' | 'jobs', () => Promise<string | undefined>>

export type Health = {
  /** False where this process can do nothing useful, so that it may be restarted. */
  isUp: boolean
  status: 'ok' | 'degraded' | 'failing'
  checks: Record<keyof Checks, string>
}

const patienceMs = 2000

/**
 * Asks every check at once, for at most 2 s. An outage of Slack only degrades: work goes on without it, and a restart
 * would not bring it back.
 */
export async function health(checks: Checks): Promise<Health> {
  const [database, slack, jobs] = await Promise.all([checks.database, checks.slack, checks.jobs].map(ask))
  const isUp = !database && !jobs
  return {
    isUp,
    status: isUp ? (slack ? 'degraded' : 'ok') : 'failing',
    checks: { database: database ?? 'ok', slack: slack ?? 'ok', jobs: jobs ?? 'ok' },
  }
}

async function ask(check: () => Promise<string | undefined>): Promise<string | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(resolve, patienceMs, 'It did not answer within 2 s.')
  try {
    return await Promise.race([check(), late])
  } catch {
    return 'It could not be asked.'
  } finally {
    clearTimeout(timer)
  }
}
