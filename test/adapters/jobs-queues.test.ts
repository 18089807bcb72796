import { expect, onTestFinished, test } from 'vitest'
import { startBoss } from '../../src/adapters/jobs/boss.ts'
import { type Connection, connect } from '../../src/adapters/postgres/connect.ts'
import { freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'

/** The settings of every queue after another start, and when each was last changed. */
async function startAgain({ url, pool }: Connection & { url: string }, heartbeatSeconds?: number) {
  const boss = await startBoss({ ...{ url, pool, heartbeatSeconds }, log: silentLog, isScheduling: false })
  await boss.stop({ graceful: false })
  const { rows } = await pool.query(
    `select name, policy, retry_limit, expire_seconds, deletion_seconds, heartbeat_seconds, notify, dead_letter, updated_on
     from pgboss.queue order by name`,
  )
  return rows
}

test('a start sets right what is not as it should be, and changes nothing else', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const connection = { ...(await connect(database.url, silentLog)), url: database.url }
  onTestFinished(() => connection.close())
  const before = await startAgain(connection)
  expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(['deliver', 'deliver-dead', 'sweep']))
  expect(await startAgain(connection)).toEqual(before)
  const { pool } = connection
  await pool.query(
    "update pgboss.queue set retry_limit = 2, dead_letter = null, notify = false where name = 'deliver'",
  )
  await pool.query("delete from pgboss.queue where name = 'sweep'")
  const after = await startAgain(connection, 3)
  const settings = (rows: typeof before) => rows.map(({ updated_on, ...row }) => row)
  expect(settings(after)).toEqual(
    settings(before).map((row) => (row.heartbeat_seconds === null ? row : { ...row, heartbeat_seconds: 3 })),
  )
  const isChanged = ({ updated_on }: (typeof after)[number], index: number) =>
    updated_on.getTime() !== before[index]?.updated_on.getTime()
  expect(after.filter(isChanged).map(({ name }) => name)).toEqual(['deliver', 'sweep'])
})
