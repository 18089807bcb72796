import pg from 'pg'
import { UpstreamError } from '../../domain/errors.ts'
import type { DatabasePolicy } from '../../domain/policy.ts'
import type { TargetDatabase, TargetQuery, TargetRows } from '../../ports.ts'
import { shortClient } from './short-client.ts'
import { targetTrouble } from './target-trouble.ts'

/** Looks into the team's own databases: one short connection for each question, so that none is kept from the team. */
export function createTargetDatabase(databases: Record<string, DatabasePolicy>): TargetDatabase {
  return async (query) => {
    const policy = Object.hasOwn(databases, query.database) ? databases[query.database] : undefined
    if (!policy)
      throw new UpstreamError(
        `There is no database ${query.database} in pilothouse.yml; add it under databases.`,
        {
          service: 'Postgres',
          isRetryable: false,
        },
      )
    return await ask(policy, query)
  }
}

async function ask(policy: DatabasePolicy, query: TargetQuery): Promise<TargetRows> {
  let client: pg.Client | undefined
  try {
    client = shortClient({ url: policy.url, timeoutMs: query.timeoutMs })
    const begun = performance.now()
    await client.connect()
    const asked = await askWith(client, policy, query)
    return { ...asked, latencyMs: performance.now() - begun }
  } catch (error) {
    throw targetTrouble(error, query)
  } finally {
    await client?.end().catch(() => undefined)
  }
}

async function askWith(
  client: pg.Client,
  { role }: DatabasePolicy,
  { sql, values = [], limit, timeoutMs }: TargetQuery,
): Promise<Omit<TargetRows, 'latencyMs'>> {
  const patience = Math.ceil(timeoutMs)
  // For this transaction only, as a pooler may give the session to somebody else next.
  await client.query(
    `begin read only; set local statement_timeout = ${patience}; set local lock_timeout = ${patience}; set local idle_in_transaction_session_timeout = ${patience + 1000}`,
  )
  if (role) await client.query(`set local role ${pg.escapeIdentifier(role)}`)
  // A cursor takes one statement that reads, and gives no more rows than are fetched.
  await client.query({ text: `declare looked no scroll cursor for ${sql}`, values: [...values] })
  const { rows, fields } = await client.query(`fetch forward ${limit + 1} from looked`)
  await client.query('rollback')
  return { rows: rows.slice(0, limit), columns: fields.map(({ name }) => name), isCut: rows.length > limit }
}
