import pg from 'pg'
import { UpstreamError } from '../../domain/errors.ts'
import type { FlagPlace } from '../../ports.ts'
import { shortClient } from '../postgres/short-client.ts'
import type { FlagStore } from './flag-host.ts'
import { flagTrouble } from './flag-trouble.ts'

type Place = FlagPlace & { kind: 'postgres' }

/** Flags in a table of the target: a column with the name, and a boolean one. One short connection for each call. */
export function postgresFlags(place: Place, timeoutMs: number): FlagStore {
  const table = quoted(place.table, 2)
  const name = quoted(place.nameColumn, 1)
  const value = quoted(place.valueColumn, 1)
  const updated = place.updatedColumn === undefined ? null : quoted(place.updatedColumn, 1)
  const connected = connector(place, timeoutMs)
  const isOn = `${value} is true as is_on`
  return {
    list: () =>
      connected('list the flags', async (query) => {
        const rows = await query(
          `select ${name}::text as name, ${isOn}, ${updated ?? 'null'} as updated_at from ${table} order by 1 limit 200`,
          [],
        )
        return rows.map((row) => ({ name: String(row.name), isOn: row.is_on === true, ...changedAt(row) }))
      }),
    read: (flag) =>
      connected(`read the flag ${flag}`, async (query) => {
        const [row] = await query(`select ${isOn} from ${table} where ${name} = $1`, [flag])
        return row === undefined ? null : row.is_on === true
      }),
    set: (flag, wanted) =>
      connected(`switch the flag ${flag}`, async (query) => {
        // Also refuses a column that isn't boolean, which an update alone would fill with the word "true".
        const [row] = await query(`select ${isOn} from ${table} where ${name} = $1 for update`, [flag])
        const change = `update ${table} set ${value} = $2${updated ? `, ${updated} = now()` : ''} where ${name} = $1 and ${value} is distinct from $2`
        if (row) await query(change, [flag, wanted])
        return row !== undefined
      }),
  }
}

/** A column without a time zone is read as the database's own. */
const changedAt = ({ updated_at: at }: Record<string, unknown>): { updatedAt?: Date } =>
  at instanceof Date ? { updatedAt: at } : {}

/** `schema.table` or one name, as they are written in the database: quoted, they keep their case. */
function quoted(identifier: string, most: number): string {
  const parts = identifier.split('.')
  if (parts.length <= most && parts.every((part) => /^[A-Za-z_][A-Za-z0-9_$]{0,62}$/.test(part)))
    return parts.map(pg.escapeIdentifier).join('.')
  const message = `“${identifier}” can't be the name of a table or column for flags: letters, digits and _ are allowed. Correct it in the configuration.`
  throw new UpstreamError(message, { service: 'Postgres', isRetryable: false })
}

type Query = (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>

type Connected = <T>(what: string, work: (query: Query) => Promise<T>) => Promise<T>

/** One transaction on a connection of its own. */
function connector(place: Place, timeoutMs: number): Connected {
  return async (what, work) => {
    let client: pg.Client | undefined
    let isConnected = false
    try {
      client = shortClient({ url: place.url, timeoutMs })
      await client.connect()
      isConnected = true
      // For this transaction only, as a pooler may give the session to somebody else next.
      await client.query(`begin; set local statement_timeout = ${timeoutMs}`)
      const result = await work(queryOf(client))
      await client.query('commit')
      return result
    } catch (error) {
      throw flagTrouble(error, { what, place, timeoutMs, isUncertain: isConnected })
    } finally {
      await client?.end().catch(() => undefined)
    }
  }
}

const queryOf =
  (client: pg.Client): Query =>
  async (sql, values) =>
    (await client.query(sql, values)).rows
