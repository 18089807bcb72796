import type { Evidence } from './diagnostic.ts'

/** The roles by which people come in over Supabase's API. */
const apiRoles = ['anon', 'authenticated'] as const
export type ApiRole = (typeof apiRoles)[number]

const verbs = ['select', 'insert', 'update', 'delete'] as const
type Verb = (typeof verbs)[number]

/** A table or view of the schema that the API shows, as its catalogue tells it. */
export type TableAccess = {
  name: string
  isView: boolean
  /** True for a view that looks with the rights of whoever asks. */
  isInvoker: boolean
  hasRls: boolean
  grants: Record<ApiRole, readonly Verb[]>
  policies: readonly TablePolicy[]
}

/** `roles` may hold `public`, which is everybody. `using` and `check` are SQL, null where there is none. */
export type TablePolicy = {
  name: string
  verb: Verb | 'all'
  roles: readonly string[]
  isPermissive: boolean
  using: string | null
  check: string | null
}

/** `all`: nothing narrows it. `some`: policies decide by row. */
export type Reach = 'none' | 'some' | 'all'

/** What a role may do to a table, by grants and policies. */
export function reachOf(table: TableAccess, role: ApiRole, verb: Verb): Reach {
  if (!table.grants[role].includes(verb)) return 'none'
  if (table.isView) return table.isInvoker ? 'some' : 'all'
  if (!table.hasRls) return 'all'
  const matching = policiesFor(table, role, verb)
  const permissive = matching.filter(({ isPermissive }) => isPermissive)
  if (permissive.length === 0) return 'none'
  const isNarrowed = matching.some((one) => !one.isPermissive && !isTrue(conditionOf(one, verb)))
  return !isNarrowed && permissive.some((one) => isTrue(conditionOf(one, verb))) ? 'all' : 'some'
}

const policiesFor = ({ policies }: TableAccess, role: ApiRole, verb: Verb): TablePolicy[] =>
  policies.filter(
    (one) =>
      (one.verb === verb || one.verb === 'all') && (one.roles.includes(role) || one.roles.includes('public')),
  )

/** A new row is held against the check alone, which is the other condition where there is none. */
const conditionOf = ({ using, check }: TablePolicy, verb: Verb): string | null =>
  verb === 'insert' ? (check ?? using) : using

const isTrue = (condition: string | null): boolean =>
  condition === null || /^\(*\s*true\s*\)*$/i.test(condition.trim())

/** What is dangerous, or looks forgotten. */
export function judgeAccess(tables: readonly TableAccess[]): Evidence[] {
  const findings = tables.flatMap(judgeTable)
  if (tables.length === 0)
    return [
      { what: 'Tables', is: 'unknown', why: 'the schema public has none that can be looked at', fix: null },
    ]
  const well: Evidence = { what: 'Tables', is: 'ok', why: `${tables.length} were looked at` }
  return [...findings, well]
}

function judgeTable(table: TableAccess): Evidence[] {
  const { name, hasRls, isView } = table
  const reach = (role: ApiRole, verb: Verb) => reachOf(table, role, verb)
  const writes = (role: ApiRole) => verbs.filter((verb) => verb !== 'select' && reach(role, verb) === 'all')
  const fix = isView
    ? `Make it a view with security_invoker, or take the grant back: revoke all on ${name} from anon, authenticated.`
    : `By a migration: alter table ${name} enable row level security, and policies for who may do what.`
  const why = hasRls
    ? 'a policy is true for everybody'
    : isView
      ? 'a view passes over policies'
      : 'it has no row level security'
  const found: Evidence[] = []
  for (const role of apiRoles) {
    const open = writes(role)
    if (open.length > 0)
      found.push({
        what: name,
        is: 'trouble',
        why: `${who[role]} may ${open.join(', ')} every row: ${why}`,
        fix,
      })
  }
  if (reach('anon', 'select') === 'all')
    found.push({
      ...{ what: name, fix: hasRls ? 'Leave it only where everybody is meant to read all of it.' : fix },
      is: hasRls ? 'warning' : 'trouble',
      why: `anybody may read every row: ${why}`,
    })
  else if (!hasRls && reach('authenticated', 'select') === 'all')
    found.push({ what: name, is: 'warning', why: `whoever is signed in may read every row: ${why}`, fix })
  return found
}

const who = { anon: 'anybody', authenticated: 'whoever is signed in' } as const satisfies Record<
  ApiRole,
  string
>

/** A row for the report: what each role may do. */
export const accessRow = (table: TableAccess): string[] => [
  table.name,
  table.isView ? 'view' : table.hasRls ? 'on' : 'off',
  ...apiRoles.map((role) => verbs.map((verb) => `${verb} ${reachOf(table, role, verb)}`).join(', ')),
  table.policies
    .map(({ name, verb, using, check }) => `${name} (${verb}): ${using ?? check ?? 'true'}`)
    .join('; '),
]

/** What came of really reading as a role; `rows` is null where it was refused. */
export type TriedRead = { table: string; role: ApiRole; rows: number | null; said: string }

/** Holds what was read against what the catalogue says. */
export function judgeTried(tried: readonly TriedRead[], tables: readonly TableAccess[]): Evidence[] {
  const surprises = tried.flatMap(({ table: name, role, rows }): Evidence[] => {
    const table = tables.find((one) => one.name === name)
    if (!table || rows === null || rows === 0 || reachOf(table, role, 'select') !== 'none') return []
    return [
      {
        ...{
          what: name,
          is: 'trouble',
          why: `${who[role]} read a row, though no grant and no policy allows it`,
        },
        fix: 'Look which role the API takes on, and what that role may do.',
      },
    ]
  })
  const gave = tried.filter(({ rows }) => rows !== null && rows > 0).map(({ table }) => table)
  const count = `${tried.length} reads`
  const all: Evidence = {
    ...{ what: 'Really read', is: 'ok' },
    why:
      gave.length === 0
        ? `${count}, none of which gave a row`
        : `${count}; rows came of ${[...new Set(gave)].join(', ')}`,
  }
  return [...surprises, all]
}
