import type pg from 'pg'
import { z } from 'zod'
import { bareStatement } from '../../domain/data/correction.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { DatabasePolicy } from '../../domain/policy.ts'
import type { TargetChange, TargetChanged, TargetWrite } from '../../ports.ts'
import { shortClient } from './short-client.ts'
import { targetTrouble } from './target-trouble.ts'

const timeoutMs = 30_000

/** Changes the team's own databases, where the configuration has an address for that: one connection for each change. */
export function createTargetWrite(databases: Record<string, DatabasePolicy>): TargetWrite {
  const within = async <Result>(database: string, work: (client: pg.Client) => Promise<Result>) => {
    const url = Object.hasOwn(databases, database) ? databases[database]?.writeUrl : undefined
    if (!url)
      throw new UpstreamError(`The database ${database} has no writeUrl in pilothouse.yml.`, {
        ...{ service: 'Postgres', isRetryable: false },
      })
    let client: pg.Client | undefined
    try {
      client = shortClient({ url, timeoutMs, name: 'pilothouse-correction', connectMs: 10_000 })
      await client.connect()
      return await work(client)
    } catch (error) {
      throw targetTrouble(error, { database, sql: '', limit: 1, timeoutMs })
    } finally {
      await client?.end().catch(() => undefined)
    }
  }
  return {
    change: (change) => within(change.database, (client) => changeWith(client, change)),
    outcome: (database, transaction) => within(database, (client) => outcomeWith(client, transaction)),
  }
}

const told = z.object({ transaction: z.string() })
const counted = z.object({ count: z.coerce.number() })
const status = z.object({ status: z.enum(['committed', 'aborted', 'in progress']).nullable() })

async function changeWith(
  client: pg.Client,
  { change, backup, expected, claim }: TargetChange,
): Promise<TargetChanged> {
  await client.query(`begin; set local statement_timeout = ${timeoutMs}; set local lock_timeout = 5000`)
  const { rowCount } = await client.query(single(bareStatement(change)))
  const rows = rowCount ?? 0
  if (rows !== expected) {
    await client.query('rollback')
    return { is: 'rolled-back', why: `It would have changed ${rows} rows, and not ${expected}` }
  }
  const after = counted.parse(
    (await client.query(single(`select count(*) from (${bareStatement(backup)}\n) b`))).rows[0],
  ).count
  const { transaction } = told.parse(
    (await client.query('select pg_current_xact_id()::text as transaction')).rows[0],
  )
  if (!(await claim(transaction))) {
    await client.query('rollback')
    return { is: 'rolled-back', why: 'Another attempt has begun meanwhile' }
  }
  await client.query('commit')
  return { is: 'committed', transaction, rows, after }
}

/** The extended protocol takes one statement only, whatever it says. */
function single(text: string): pg.QueryConfig {
  const extended = { text, queryMode: 'extended' }
  return extended
}

async function outcomeWith(client: pg.Client, transaction: string) {
  const { rows } = await client.query('select txid_status($1::bigint) as status', [transaction])
  return status.parse(rows[0]).status
}
