import { z } from 'zod'
import type { DiagnosticQuestion, Seen } from '../../domain/diagnostic/diagnostic.ts'
import {
  type ApiRole,
  accessRow,
  judgeAccess,
  judgeTried,
  type TableAccess,
  type TriedRead,
} from '../../domain/diagnostic/rls.ts'
import type { Deps } from '../../ports.ts'
import { functionsAt, gone, type Step, seen } from './step.ts'

const patienceMs = 8000
const mostRows = 2000
const mostTables = 30

/** Who may read and write what over Supabase's API. Nothing is ever written to find out. */
export const rlsSteps: readonly Step[] = [
  { name: 'catalogue', title: 'Grants and policies', look: lookAtCatalogue },
  { name: 'anon', title: 'Really read as anybody', look: (deps, question) => tryAs(deps, question, 'anon') },
  {
    name: 'user',
    title: 'Really read as a test user',
    look: (deps, question) => tryAs(deps, question, 'authenticated'),
  },
]

const tablesSql = `
  select c.relname as name, c.relkind in ('v', 'm') as is_view, c.relrowsecurity as has_rls, r.rolname as role,
    coalesce(c.reloptions::text ~* 'security_invoker=(true|on|1)', false) as is_invoker,
    array_remove(array[
      case when has_table_privilege(r.oid, c.oid, 'select') then 'select' end,
      case when has_table_privilege(r.oid, c.oid, 'insert') then 'insert' end,
      case when has_table_privilege(r.oid, c.oid, 'update') then 'update' end,
      case when has_table_privilege(r.oid, c.oid, 'delete') then 'delete' end], null) as may
  from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join pg_roles r
  where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and r.rolname in ('anon', 'authenticated')
  order by c.relname, r.rolname`

const policiesSql = `
  select tablename as table, policyname as name, lower(cmd) as verb, roles::text[] as roles,
    permissive = 'PERMISSIVE' as is_permissive, qual as using, with_check as check
  from pg_policies where schemaname = 'public'`

const verb = z.enum(['select', 'insert', 'update', 'delete'])
const text = z.string()
const tableRow = z.object({
  ...{ name: text, is_view: z.boolean(), is_invoker: z.boolean(), has_rls: z.boolean() },
  role: z.enum(['anon', 'authenticated']),
  may: z.array(verb),
})
const policyRow = z.object({
  ...{ table: text, name: text, verb: z.enum([...verb.options, 'all']), roles: z.array(text) },
  ...{ is_permissive: z.boolean(), using: text.nullable(), check: text.nullable() },
})

async function readCatalogue({ targetDatabase }: Deps, database: string): Promise<TableAccess[]> {
  const ask = async (sql: string) =>
    (await targetDatabase({ database, sql, limit: mostRows, timeoutMs: patienceMs })).rows
  const rows = z.array(tableRow).parse(await ask(tablesSql))
  const policies = z.array(policyRow).parse(await ask(policiesSql))
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, some]) => {
    const may = (role: ApiRole) => some.find((one) => one.role === role)?.may ?? []
    const is = (key: 'is_view' | 'is_invoker' | 'has_rls') => some.some((one) => one[key])
    return {
      ...{ name, isView: is('is_view'), isInvoker: is('is_invoker'), hasRls: is('has_rls') },
      grants: { anon: may('anon'), authenticated: may('authenticated') },
      policies: policies
        .filter((one) => one.table === name)
        .map(({ is_permissive, table: _, ...policy }) => ({ ...policy, isPermissive: is_permissive })),
    }
  })
}

async function lookAtCatalogue(deps: Deps, { argument }: DiagnosticQuestion): Promise<Seen> {
  if (argument === null) return seen(gone)
  const tables = await readCatalogue(deps, argument)
  const table = {
    title: 'what each role may do, by grants and policies',
    columns: ['Table', 'Row level security', 'Anybody', 'Signed in', 'Policies'],
    rows: tables.map(accessRow),
  }
  return { findings: judgeAccess(tables), tables: [table] }
}

/** Only what the API shows is tried: a `select` of one row, whose values are not kept. */
async function tryAs(deps: Deps, question: DiagnosticQuestion, role: ApiRole): Promise<Seen> {
  const place = functionsAt(deps, question)
  if (!place || question.argument === null) return seen(gone)
  const session = role === 'anon' ? null : testUserOf(deps, place.service.smoke)
  if (session === undefined)
    return seen({
      ...{ what: 'A test user', is: 'unknown', why: 'none is configured, so nobody could be signed in' },
      fix: 'Add diagnostics: { testUser: { email, password } } to pilothouse.yml.',
    })
  const tables = await readCatalogue(deps, question.argument)
  const tried: TriedRead[] = []
  for (const { name } of tables.slice(0, mostTables)) {
    const read = await deps.functionHost.readTable(place.project, {
      table: name,
      session,
      timeoutMs: patienceMs,
    })
    tried.push({ table: name, role, ...read })
  }
  const rows = tried.map(({ table, rows: count, said }) => [
    table,
    count === null ? 'refused' : `${count}`,
    said,
  ])
  const table = {
    title: `of ${place.project}, one row asked of each`,
    columns: ['Table', 'Rows', 'Answer'],
    rows,
  }
  return { findings: judgeTried(tried, tables), tables: [table] }
}

type Session = { email: string; password: string }

function testUserOf({ config }: Deps, smoke: readonly { session: Session | null }[]): Session | undefined {
  return config.diagnostics.testUser ?? smoke.find(({ session }) => session !== null)?.session ?? undefined
}
