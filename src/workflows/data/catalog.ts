import { z } from 'zod'
import { asked, type DataQuery, found } from './query.ts'

const named = z.object({ name: z.string() })
const own = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`

const textIndexes = asked(named, {
  name: 'full-text-indexes',
  level: 'warning',
  sql: `select c.oid::regclass || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.atttypid = 'tsvector'::regtype and not a.attisdropped and c.relkind in ('r', 'p', 'm') and ${own}
      and not exists (select from pg_index i join pg_class ic on ic.oid = i.indexrelid join pg_am am on am.oid = ic.relam
        where i.indrelid = c.oid and am.amname in ('gin', 'gist') and i.indisvalid and a.attnum = any (i.indkey::smallint[]))
    order by 1`,
  judge: (rows, isCut) =>
    found(namesOf(rows), isCut, {
      none: 'Every column for full-text search has an index.',
      some: 'Columns for full-text search without an index that can search them',
      next: 'Create a GIN index concurrently on each.',
    }),
})

const invalidIndexes = asked(named, {
  name: 'invalid-indexes',
  level: 'warning',
  sql: `select i.indexrelid::regclass::text as name
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where not (i.indisvalid and i.indisready) and ${own} order by 1`,
  judge: (rows, isCut) =>
    found(namesOf(rows), isCut, {
      none: 'Every index is valid.',
      some: 'Invalid indexes, which writing keeps up and no query uses',
      next: 'Drop each and create it again concurrently, or reindex it concurrently.',
    }),
})

const policy = z.object({ name: z.string(), rule: z.string() })

const policies = asked(policy, {
  name: 'row-level-security-cost',
  level: 'warning',
  sql: `select format('%I on %I.%I', policyname, schemaname, tablename) as name,
      coalesce(qual, '') || ' ' || coalesce(with_check, '') as rule
    from pg_policies where coalesce(qual, '') || coalesce(with_check, '') ~ '(auth\\.(uid|jwt|role|email)|current_setting)\\('
    order by 1`,
  judge: (rows, isCut) =>
    found(namesOf(rows.filter(({ rule }) => callsPerRow(rule))), isCut, {
      none: 'No policy of row level security asks again for every row who is asking.',
      some: 'Policies of row level security that ask for every row who is asking',
      next: 'Wrap the call, (select auth.uid()) in place of auth.uid(): Postgres then asks once for each query.',
    }),
})

/** A call that stands in a select of its own is made once. Postgres writes such a one as `( SELECT auth.uid() AS uid)`. */
export const callsPerRow = (rule: string): boolean =>
  /(?:auth\.(?:uid|jwt|role|email)|current_setting)\(/.test(
    rule.replaceAll(/\(\s*select\s+\(*(?:auth\.\w+|current_setting)\(/gi, '('),
  )

const unusedIndexes = asked(named, {
  name: 'unused-indexes',
  level: 'info',
  sql: `select s.indexrelid::regclass || ' (' || pg_size_pretty(pg_relation_size(s.indexrelid)) || ')' as name
    from pg_stat_user_indexes s join pg_index i using (indexrelid)
    where s.idx_scan = 0 and not i.indisunique and i.indisvalid
    order by pg_relation_size(s.indexrelid) desc, 1`,
  judge: (rows, isCut) =>
    found(namesOf(rows), isCut, {
      none: 'Every index has been used since Postgres began to count.',
      some: 'Indexes that were not used since Postgres began to count',
      next: 'Drop what no replica and no monthly report needs: each costs every write. Look first since when is counted (pg_stat_database.stats_reset).',
    }),
})

const keysWithoutIndex = asked(named, {
  name: 'foreign-keys-without-index',
  level: 'info',
  sql: `select k.conrelid::regclass || '.' || a.attname as name
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and ${own}
      and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1] and i.indisvalid)
    order by 1`,
  judge: (rows, isCut) =>
    found(namesOf(rows), isCut, {
      none: 'Every foreign key has an index.',
      some: 'Foreign keys without an index',
      next: 'Create one concurrently where the other table’s rows are deleted or joined: each such row reads the whole table.',
    }),
})

const namesOf = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name)

/** What the catalogue tells, which everybody may read. */
export const catalogQueries: readonly DataQuery[] = [
  ...[textIndexes, invalidIndexes, policies, unusedIndexes, keysWithoutIndex],
]
