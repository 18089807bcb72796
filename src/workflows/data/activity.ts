import { z } from 'zod'
import type { DataHealthPolicy, Judged } from '../../domain/data/health.ts'
import { asked, type DataQuery, found, well } from './query.ts'

const count = z.coerce.number()

const scanned = ({ largeFrom }: DataHealthPolicy) =>
  asked(z.object({ name: z.string(), scans: count, rows: count }), {
    name: 'whole-table-reads',
    level: 'warning',
    sql: `select s.relid::regclass::text as name, s.seq_scan as scans, greatest(c.reltuples, s.n_live_tup)::bigint as rows
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where greatest(c.reltuples, s.n_live_tup) > $1 and s.seq_scan > 20 and s.seq_scan > coalesce(s.idx_scan, 0)
      order by s.seq_tup_read desc`,
    values: [largeFrom],
    judge: (rows, isCut) =>
      found(
        rows.map(({ name, scans, rows: size }) => `${name} (${size} rows, ${scans} times)`),
        isCut,
        {
          none: `No table of more than ${largeFrom} rows is mostly read as a whole.`,
          some: 'Large tables that are mostly read as a whole',
          next: 'Find the query that asks (slow-statements), and create an index concurrently on the columns that it filters by.',
        },
      ),
  })

const locks = ({ blockedFor }: DataHealthPolicy) =>
  asked(
    z.object({ pid: count, seconds: count, by: z.string().nullable(), relation: z.string().nullable() }),
    {
      name: 'locks',
      level: 'critical',
      sql: `select l.pid, extract(epoch from clock_timestamp() - l.waitstart)::integer as seconds,
        (select string_agg(b.pid || coalesce(' ' || nullif(b.application_name, ''), '') || coalesce(' of ' || b.usename, ''), ', ')
          from pg_stat_activity b where b.pid = any (pg_blocking_pids(l.pid))) as by,
        (select c.oid::regclass::text from pg_class c where c.oid = l.relation) as relation
      from pg_locks l
      where not l.granted and l.waitstart < clock_timestamp() - make_interval(secs => $1)
        and (l.database is null or l.database in (0, (select oid from pg_database where datname = current_database())))
      order by l.waitstart`,
      values: [blockedFor / 1000],
      judge: (rows, isCut) =>
        found(
          rows.map(
            ({ pid, seconds, by, relation }) =>
              `${pid} for ${seconds} s${relation ? ` at ${relation}` : ''}, blocked by ${by ?? 'a prepared transaction'}`,
          ),
          isCut,
          {
            none: `Nobody has waited for a lock for more than ${blockedFor / 1000} s.`,
            some: 'Sessions that wait for a lock',
            next: 'Ask whoever runs the blocking session; select pg_cancel_backend(PID) ends its statement, pg_terminate_backend(PID) its session.',
            is: 'trouble',
          },
        ),
    },
  )

const connection = z.object({ used: count, most: count, idle: count, hidden: count })

const connections = asked(connection, {
  name: 'connections',
  level: 'critical',
  sql: `select (select sum(numbackends) from pg_stat_database) as used, current_setting('max_connections')::integer as most,
      count(*) filter (where state like 'idle in transaction%' and state_change < now() - interval '5 minutes') as idle,
      count(*) filter (where datid is not null and state is null and pid <> pg_backend_pid()) as hidden
    from pg_stat_activity`,
  judge: ([row]) => (row ? judgeConnections(row) : well('Nobody is connected.')),
})

/** What the role may not see of a session is said: it could be one that idles. */
function judgeConnections({ used, most, idle, hidden }: z.output<typeof connection>): Judged {
  const share = used / most
  const said = `${used} of ${most} connections are used`
  const unseen =
    hidden > 0
      ? ` What ${hidden} of them do is hidden from this role: grant it pg_read_all_stats to see it.`
      : ''
  const idling = idle > 0 ? `, ${idle} of them idle in a transaction for more than 5 minutes` : ''
  const next = idle > 0 ? 'End the idle ones, and set idle_in_transaction_session_timeout. ' : ''
  if (share <= 0.8 && idle === 0) return well(`${said}.${unseen}`, used)
  return {
    is: share > 0.9 ? 'trouble' : 'warning',
    number: used,
    words: `${said}${idling}.${unseen}`,
    next: `${next}${share > 0.8 ? 'Make the pool larger, or find who holds so many: the runbook connection-pool-exhausted says how.' : ''}`.trim(),
  }
}

const deadRows = asked(z.object({ name: z.string(), dead: count, live: count }), {
  name: 'dead-rows',
  level: 'warning',
  sql: `select relid::regclass::text as name, n_dead_tup as dead, n_live_tup as live from pg_stat_user_tables
    where n_dead_tup > 10000 and n_dead_tup > 0.2 * n_live_tup order by n_dead_tup desc`,
  judge: (rows, isCut) =>
    found(
      rows.map(({ name, dead, live }) => `${name} (${dead} dead, ${live} alive)`),
      isCut,
      {
        none: 'No table has many dead rows.',
        some: 'Tables with more than a fifth dead rows',
        next: 'Look whether autovacuum is held up by a long transaction or a replication slot; vacuum (analyze) the table.',
      },
    ),
})

const statements = ({ slowerThan }: DataHealthPolicy) =>
  asked(z.object({ text: z.string(), calls: count, mean: count }), {
    name: 'slow-statements',
    level: 'info',
    sql: `select left(regexp_replace(s.query, '\\s+', ' ', 'g'), 80) as text, s.calls, s.mean_exec_time as mean
      from pg_stat_statements s
      where s.dbid = (select oid from pg_database where datname = current_database()) and s.calls >= 10
        and s.mean_exec_time > $1 and s.query ~* '^\\s*(select|insert|update|delete|merge|with)\\M'
      order by s.total_exec_time desc`,
    values: [slowerThan],
    grant: 'Install it (create extension pg_stat_statements), and grant pg_read_all_stats to the role.',
    judge: (rows, isCut) =>
      found(
        rows.map(({ text, calls, mean }) => `${text} (${Math.round(mean)} ms, ${calls} times)`),
        isCut,
        {
          none: `No statement takes longer than ${slowerThan} ms in the mean.`,
          some: `Statements that take longer than ${slowerThan} ms in the mean`,
          next: 'Look at the plan of the first with explain (analyze, buffers) on a copy.',
        },
      ),
  })

/** What Postgres counts and keeps of what goes on. */
export const activityQueries = (policy: DataHealthPolicy): DataQuery[] => [
  ...[locks(policy), connections, scanned(policy), deadRows, statements(policy)],
]
