import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { UpstreamError } from '../../src/domain/errors.ts'
import { openWorld, type World } from '../world.ts'

const backup = `select * from payments where state = 'failed' and id <= 200`
const change = `update payments set state = 'settled' where state = 'failed' and id <= 200`

test('Rows are corrected by two people, exactly as many as are expected, and once', async () => {
  const world = await openWorld({ hasShop: true })
  const { maya, tomas, jonas } = world
  const shop = new pg.Client({ connectionString: world.sandbox.shop.url })
  await shop.connect()
  onTestFinished(() => shop.end())
  const failed = async () => (await shop.query(backup)).rowCount
  const before = (await failed()) ?? 0

  expect(await maya.asks('/status correct docs because …')).toContain('it has no writeUrl')
  expect(await ask(world, { expected: before + 1 })).toContain(
    `gives ${before} rows, and you expect ${before + 1}`,
  )
  expect(await ask(world, { expected: before, change: 'delete from payments' })).toContain('has no where')
  expect(await ask(world, { expected: before })).toContain('Correction 1 · shop')
  expect(jonas.reads('deploys').join()).toContain('Correction 1 · shop · production')
  expect(await maya.asks('/status correct approve 1')).toContain('somebody else has to approve it')
  expect(await jonas.asks('/status correct approve 1')).toContain('Only an approver of production may')
  expect(await failed()).toBe(before)

  // Somebody else mends one of them meanwhile.
  await shop.query(
    `update payments set state = 'waiting' where id = (select min(id) from payments where state = 'failed')`,
  )
  expect(await tomas.asks('/status correct approve 1')).toContain('Operation 1 makes the change now')
  await world.settle()
  const card = jonas.reads('deploys').join()
  expect(card).toContain(
    `It would have changed ${before - 1} rows, and not ${before}, so it was rolled back.`,
  )
  expect(card).toContain('No row of shop was changed.')
  expect(await failed()).toBe(before - 1)

  expect(await ask(world, { expected: before - 1 })).toContain('Correction 2 · shop')
  await tomas.asks('/status correct approve 2')
  await world.settle()
  expect(await failed()).toBe(0)
  const done = jonas.reads('deploys').join()
  expect(done).toContain(`Correction 2 changed ${before - 1} of ${before - 1} rows of shop`)
  expect(done).toContain('the backup query gives 0 rows')
  expect(await tomas.asks('/status correct approve 2')).toContain('Correction 2 is approved already')
  const { db } = world.bot.deps
  const kept = await db
    .selectFrom('corrections')
    .select('backup')
    .where('id', '=', 2)
    .executeTakeFirstOrThrow()
  expect(kept.backup.trim().split('\r\n')).toHaveLength(before)
})

test('Where it is lost whether a correction was committed, the database is asked, and nothing is done twice', async () => {
  const world = await openWorld({ hasShop: true })
  const { deps } = world.bot
  const { tomas } = world
  const shop = new pg.Client({ connectionString: world.sandbox.shop.url })
  await shop.connect()
  onTestFinished(() => shop.end())
  const count = (await shop.query(backup)).rowCount ?? 0
  await shop.query('alter table payments add column touched integer not null default 0')
  const counting = change.replace("state = 'settled'", 'touched = touched + 1')
  const real = deps.targetWrite.change
  // The answer to the commit never arrives, as after a kill.
  deps.targetWrite.change = async (wanted) => {
    await real(wanted)
    throw new UpstreamError('The connection was lost.', { service: 'Postgres', isRetryable: true })
  }
  expect(await ask(world, { expected: count, change: counting })).toContain('Correction 1 · shop')
  await tomas.asks('/status correct approve 1')
  await world.pass({ seconds: 40 })
  expect(world.jonas.reads('deploys').join()).toContain(
    `Correction 1 changed ${count} of ${count} rows of shop`,
  )
  expect((await shop.query('select max(touched)::integer as most from payments')).rows).toEqual([{ most: 1 }])

  // Lost before the commit: the transaction is gone, and so is the change.
  deps.targetWrite.change = async (wanted) =>
    await real({
      ...wanted,
      claim: async (transaction) => {
        await wanted.claim(transaction)
        throw new UpstreamError('The connection was lost.', { service: 'Postgres', isRetryable: true })
      },
    })
  expect(await ask(world, { expected: count, change: counting })).toContain('Correction 2 · shop')
  await tomas.asks('/status correct approve 2')
  await world.pass({ seconds: 40 })
  expect(world.jonas.reads('deploys').join()).toContain('No row of shop was changed.')
  expect((await shop.query('select max(touched)::integer as most from payments')).rows).toEqual([{ most: 1 }])
})

type Asked = { expected: number; change?: string }

/** Fills the form in, and returns what is said to it. */
async function ask({ maya, settle }: World, { expected, change: wanted = change }: Asked): Promise<string> {
  await maya.type('/status correct shop because payments arrived after all', { in: 'deploys' })
  await settle()
  const before = maya.reads('deploys').length
  const values = { because: 'payments arrived after all', backup, change: wanted, expected: String(expected) }
  const answer = await maya.submit(maya.views().at(-1)?.id ?? '', values)
  await settle()
  for (const view of maya.views()) await maya.close(view.id)
  return [JSON.stringify(answer), ...maya.reads('deploys').slice(before)].join('\n')
}
