import { z } from 'zod'
import type { DataHealthPolicy, Judged } from '../../domain/data/health.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps } from '../../ports.ts'
import { lookAtSql } from '../checks/sql.ts'
import { activityQueries } from './activity.ts'
import { catalogQueries } from './catalog.ts'
import { configuredQueries, refreshJobs } from './configured.ts'
import { asked, type DataQuery } from './query.ts'

export type Answered = Judged & Pick<DataQuery, 'level'> & { query: string; isOwn: boolean }

type Place = { database: string; role: string | undefined; policy: DataHealthPolicy }

const mostRows = 100

/**
 * Asks a database everything, one question after the other; where it is away, the rest is as unknown as the first. It
 * never throws for what is outside.
 */
export async function askAll(deps: Deps, place: Place): Promise<Answered[]> {
  const { policy } = place
  const cronThere = await ask(deps, place, cron)
  const questions = [
    ...[...catalogQueries, ...activityQueries(policy), ...configuredQueries(policy)],
    ...(cronThere.is === 'ok' ? [refreshJobs] : []),
  ].map((query) => ({
    query: query.name,
    level: query.level,
    isOwn: false,
    ask: () => ask(deps, place, query),
  }))
  const own = policy.queries.map((query) => ({
    ...{ query: query.name, level: query.level, isOwn: true },
    ask: () => askOwn(deps, place, query),
  }))
  const found: Answered[] = []
  let away = cronThere.isAway ? cronThere : null
  for (const { ask: answer, ...question } of [...questions, ...own]) {
    const { isAway, ...judged } = away ?? (await answer())
    if (isAway) away = { ...judged, isAway }
    found.push({ ...judged, ...question })
  }
  return found
}

/** `isAway` where nobody was there to answer, whatever was asked. */
type Told = Judged & { isAway?: boolean }

async function ask({ targetDatabase }: Deps, place: Place, query: DataQuery): Promise<Told> {
  const { sql, values } = query
  const { database, policy } = place
  try {
    return query.judge(
      await targetDatabase({ database, sql, values, limit: mostRows, timeoutMs: policy.within }),
    )
  } catch (error) {
    return untold(error, (trouble) => remedyFor(trouble, query, place))
  }
}

/** Errors that are about what was asked; any other is about the database as a whole. */
const aboutQuery = /^(?:22|25|42|55|0A|3F)...$|^57014$/

function untold(error: unknown, next: (trouble: UpstreamError) => string | null): Told {
  if (!(error instanceof UpstreamError)) throw error
  const isAway = !aboutQuery.test(error.code ?? '')
  return { is: 'unknown', number: null, words: error.message, next: next(error), isAway }
}

const withoutRight = '42501'
const withoutTable = new Set(['42P01', '3F000', '55000'])

/** What would let it be told next time. */
function remedyFor(
  { code = '' }: UpstreamError,
  { grant }: DataQuery,
  { role, policy }: Place,
): string | null {
  if (code === withoutRight || withoutTable.has(code))
    return (
      grant ??
      `Grant it: grant usage on the schema and select on the table to ${role ?? 'the user of its address'}; or correct its name in pilothouse.yml.`
    )
  if (code === '57014')
    return `It did not finish within ${policy.within / 1000} s; an index would help, or a longer health.within.`
  return null
}

/** A team's own question is judged as a check's is. */
async function askOwn(
  deps: Deps,
  { database, policy }: Place,
  { name, sql: query, column, expect, advice }: DataHealthPolicy['queries'][number],
): Promise<Told> {
  try {
    const look = await lookAtSql(deps, {
      ...{ name, kind: 'sql', database, query, column, expect, level: 'warning' },
      ...{ every: policy.every, within: policy.within, confirmAfter: 0, failAfter: 1 },
    })
    const number = ('measures' in look && look.measures?.value) || 0
    if (look.is === 'unknown') return { is: 'unknown', number: null, words: look.why, next: null }
    return look.is === 'up'
      ? { is: 'ok', number, words: 'As it should be.', next: null }
      : { is: 'warning', number, words: look.why, next: advice }
  } catch (error) {
    return untold(error, () => null)
  }
}

const cron = asked(z.object({ is_there: z.boolean() }), {
  name: 'cron',
  level: 'info',
  sql: `select to_regclass('cron.job_run_details') is not null as is_there`,
  judge: ([row]) => ({ is: row?.is_there ? 'ok' : 'unknown', number: null, words: '', next: null }),
})
