import { numberIn } from '../../domain/check/number.ts'
import { valueAt } from '../../domain/deployment/expectation.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { ValueSource } from '../../domain/measure/measured.ts'
import type { Deps } from '../../ports.ts'
import { lastMeasurements } from '../../store/check/measurements.ts'
import { checkSeries } from '../../store/check/samples.ts'

/** A number and, where its source tells it, how much there may be; or why nobody knows. */
export type Reading = { value: number; limit: number | null } | { why: string }

type Outside = Exclude<ValueSource, { kind: 'typed' }>

const timeoutMs = 10_000

/** Asks for a number. What is outside and fails is a reason; it never throws for that. */
export async function readValue(deps: Deps, source: Outside): Promise<Reading> {
  try {
    switch (source.kind) {
      case 'check':
        return await fromCheck(deps, source)
      case 'http':
        return await fromAddress(deps, source)
      case 'sql':
        return await fromRow(deps, source)
      case 'connections':
      case 'database-size':
        return await fromRow(deps, { ...builtIn[source.kind], database: source.database })
    }
  } catch (error) {
    if (error instanceof UpstreamError) return { why: error.message }
    throw error
  }
}

/** Counted over the whole server, which is what the limit is for; everybody may read these. */
const builtIn = {
  connections: {
    query: `select sum(numbackends) as used, current_setting('max_connections')::integer as most from pg_stat_database`,
    column: 'used',
    limit: 'most',
  },
  'database-size': {
    query: 'select pg_database_size(current_database()) / 1e9 as gigabytes',
    column: 'gigabytes',
  },
} as const

async function fromCheck(
  { config, db, now }: Deps,
  { check, measure }: Extract<Outside, { kind: 'check' }>,
): Promise<Reading> {
  const series = checkSeries(check, measure)
  const last = (await lastMeasurements(db, [series])).get(series)
  const policy = config.checks.find(({ name }) => name === check)
  const freshMs = policy ? 3 * policy.every + policy.within : 0
  if (!last || now().getTime() - last.at.getTime() > freshMs)
    return { why: `The check ${check} has not measured ${measure} lately.` }
  return { value: last.value, limit: null }
}

async function fromAddress(
  { safeProbe }: Deps,
  { json, limit, ...request }: Extract<Outside, { kind: 'http' }>,
): Promise<Reading> {
  const { status, body } = await safeProbe({ ...request, timeoutMs, follow: 0 })
  if (status !== 200) return { why: `${new URL(request.url).host} answered ${status} instead of 200.` }
  return reading({
    value: { at: json, is: valueAt(body, json) },
    limit: limit === undefined ? undefined : { at: limit, is: valueAt(body, limit) },
    where: 'The answer',
  })
}

type Asked = { database: string; query: string; column?: string | undefined; limit?: string | undefined }

async function fromRow(
  { targetDatabase }: Deps,
  { database, query: sql, column, limit }: Asked,
): Promise<Reading> {
  const { rows, columns } = await targetDatabase({ database, sql, limit: 1, timeoutMs })
  const [row] = rows
  if (!row) return { why: 'The query gave no row.' }
  const from = column ?? columns[0] ?? ''
  return reading({
    value: { at: from, is: row[from] },
    limit: limit === undefined ? undefined : { at: limit, is: row[limit] },
    where: 'The query',
  })
}

type Found = { at: string; is: unknown }

/** What turns into something else than a number is not shown: it may be anything. */
function reading({
  value,
  limit,
  where,
}: {
  value: Found
  limit: Found | undefined
  where: string
}): Reading {
  const number = numberIn(value.is)
  if (number === null) return { why: `${where} has no number at ${value.at}.` }
  if (limit === undefined) return { value: number, limit: null }
  const most = numberIn(limit.is)
  return most === null ? { why: `${where} has no number at ${limit.at}.` } : { value: number, limit: most }
}
