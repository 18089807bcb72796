import { z } from 'zod'
import type { DataHealthPolicy, Judged } from '../../domain/data/health.ts'
import { asked, type DataQuery, found, quoted, well } from './query.ts'

const counted = z.object({ count: z.coerce.number() })
const days = (ms: number): string => `${Math.round(ms / 86_400_000)} days`

const countOf = (rows: readonly { count: number }[]): number => rows[0]?.count ?? 0

const orphans = (policy: DataHealthPolicy): DataQuery[] =>
  policy.orphans.map(({ table, column, references }) => {
    const to = `${references.table}.${references.column}`
    return asked(counted, {
      name: `orphans:${table}.${column}`,
      level: 'warning',
      sql: `select count(*) from ${quoted(table)} t where t.${quoted(column)} is not null
        and not exists (select from ${quoted(references.table)} r where r.${quoted(references.column)} = t.${quoted(column)})`,
      judge: (rows) =>
        judgeCount(countOf(rows), {
          none: `Every ${table}.${column} is one of ${to}.`,
          some: `Rows of ${table} with a ${column} that is no ${to}`,
          next: 'Look at them before anything is deleted; then correct them, and add a foreign key (not valid first, then validate).',
        }),
    })
  })

const softDeleted = (policy: DataHealthPolicy): DataQuery[] =>
  policy.softDeleted.map(({ table, column, after }) =>
    asked(counted, {
      name: `soft-deleted:${table}`,
      level: 'info',
      sql: `select count(*) from ${quoted(table)} where ${quoted(column)} < now() - make_interval(secs => $1)`,
      values: [after / 1000],
      judge: (rows) =>
        judgeCount(countOf(rows), {
          none: `No row of ${table} was marked as deleted more than ${days(after)} ago.`,
          some: `Rows of ${table} that were marked as deleted more than ${days(after)} ago`,
          next: 'They are due to be deleted: see why the clean-up did not.',
        }),
    }),
  )

const deletions = ({ deletions: wanted }: DataHealthPolicy): DataQuery[] => {
  if (wanted === null) return []
  const { table, column, done, after } = wanted
  return [
    asked(counted, {
      name: 'user-deletions',
      level: 'warning',
      sql: `select count(*) from ${quoted(table)} where ${quoted(column)} < now() - make_interval(secs => $1)
        ${done === undefined ? '' : `and ${quoted(done)} is null`}`,
      values: [after / 1000],
      judge: (rows) =>
        judgeCount(countOf(rows), {
          none: `Nobody has waited to be deleted for more than ${days(after)}.`,
          some: `People who asked to be deleted more than ${days(after)} ago, and still are there`,
          next: 'Off-board them: the runbook user-offboarding says how.',
        }),
    }),
  ]
}

type Words = { none: string; some: string; next: string }

const judgeCount = (count: number, { none, some, next }: Words): Judged =>
  count === 0 ? well(none) : { is: 'warning', number: count, words: `${some}: ${count}.`, next }

const unfilled = asked(z.object({ name: z.string(), is_populated: z.boolean() }), {
  name: 'materialized-views',
  level: 'warning',
  sql: `select format('%I.%I', schemaname, matviewname) as name, ispopulated as is_populated from pg_matviews order by 1`,
  judge: (rows, isCut) =>
    found(
      rows.flatMap(({ name, is_populated: isFilled }) => (isFilled ? [] : [name])),
      isCut,
      {
        none:
          rows.length === 0
            ? 'There is no materialized view.'
            : `All ${rows.length} of the materialized views are filled.`,
        some: 'Materialized views that were never filled, so that reading them fails',
        next: 'Refresh each: refresh materialized view NAME.',
        is: 'trouble',
      },
    ),
})

const freshness = (policy: DataHealthPolicy): DataQuery[] =>
  policy.views.map(({ view, column, within }) =>
    asked(z.object({ hours: z.coerce.number().nullable() }), {
      name: `freshness:${view}`,
      level: 'warning',
      sql: `select extract(epoch from now() - max(${quoted(column)})) / 3600 as hours from ${quoted(view)}`,
      judge: ([row]) => judgeAge(view, row?.hours ?? null, within / 3_600_000),
    }),
  )

function judgeAge(view: string, hours: number | null, within: number): Judged {
  const next =
    'See whether its refresh ran (pg_cron: select * from cron.job_run_details order by start_time desc limit 5).'
  if (hours === null)
    return { is: 'unknown', number: null, words: `${view} has no row to tell its age.`, next }
  const words = `The newest row of ${view} is ${Math.round(hours)} hours old.`
  return hours <= within
    ? well(words, hours)
    : { is: 'warning', number: hours, words: `${words.slice(0, -1)}, more than ${Math.round(within)}.`, next }
}

/** Asked only where pg_cron is there: what it says of the last run of each job that refreshes a view. */
export const refreshJobs = asked(z.object({ name: z.string(), status: z.string().nullable() }), {
  name: 'refresh-jobs',
  level: 'warning',
  sql: `select j.jobname as name, (select d.status from cron.job_run_details d where d.jobid = j.jobid order by d.start_time desc limit 1) as status
    from cron.job j where j.command ilike '%refresh materialized view%' and j.active order by 1`,
  grant:
    'Grant it: grant usage on schema cron to the role; grant select on cron.job, cron.job_run_details to it.',
  judge: (rows, isCut) =>
    found(
      rows.flatMap(({ name, status }) => (status === 'failed' ? [name] : [])),
      isCut,
      {
        none: 'The last run of every job that refreshes a view did not fail.',
        some: 'Jobs that refresh views, and failed when they last ran',
        next: 'select return_message from cron.job_run_details says why.',
      },
    ),
})

/** What the team names, and views. */
export const configuredQueries = (policy: DataHealthPolicy): DataQuery[] => [
  unfilled,
  ...freshness(policy),
  ...orphans(policy),
  ...softDeleted(policy),
  ...deletions(policy),
]
