import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/adapters/postgres/connect.ts'
import { storeIntent } from '../../src/store/acts.ts'
import { incidentSubject } from '../../src/store/incident/incident-keys.ts'
import { insertIncident, lockIncident } from '../../src/store/incident/incidents.ts'
import { freshDatabase } from '../postgres.ts'
import { silentLog } from '../silent-log.ts'
import { until } from '../world.ts'

const waitsForLock = sql<{ waits: boolean }>`select exists (select from pg_locks where not granted) waits`

const at = new Date('2026-11-23T03:00:00Z')

test('whoever waited for the lock of an incident sees what was stored of it meanwhile', async () => {
  const database = await freshDatabase()
  const { db, close } = await connect(database.url, silentLog)
  onTestFinished(async () => {
    await close()
    await database.drop()
  })
  const declared = { title: 'checkout fails', severity: 'P1', declared_by: 'U0MAYA00001', declared_at: at }
  const id = await db.transaction().execute((trx) => insertIncident(trx, { ...declared, source_link: null }))
  const isWaiting = async () => {
    const { rows } = await waitsForLock.execute(db)
    return rows[0]?.waits === true
  }
  let waiting: ReturnType<typeof lockIncident> = Promise.resolve(null)
  await db.transaction().execute(async (trx) => {
    await lockIncident(trx, id)
    waiting = db.transaction().execute((other) => lockIncident(other, id))
    await until(isWaiting)
    const [round, name] = [1, 'set-topic']
    const intent = { subject: incidentSubject(id), round, name, key: name, input: {}, deadlineAt: at }
    await storeIntent(trx, intent, at, false)
  })
  expect((await waiting)?.acts).toMatchObject([{ name: 'set-topic', state: 'intended' }])
})
