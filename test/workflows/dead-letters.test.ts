import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

test('What was laid aside is replayed or discarded by an approver of production, and by nobody else', async () => {
  const world = await openWorld()
  const { tomas, jonas } = world
  const { db } = world.bot.deps
  const layAside = async (id: string, source: string) =>
    sql`insert into pgboss.job (name, data, policy, source_id, source_retry_count)
      values ('advance-deployment-dead', ${JSON.stringify({ id })}, 'standard', ${source}::uuid, 30)`.execute(
      db,
    )
  expect(await jonas.asks('/status queue')).toContain('Nothing was laid aside')

  await layAside('1', '00000000-0000-4000-8000-00001a2b3c4d')
  await layAside('2', '00000000-0000-4000-8000-00005e6f7a8b')
  const listed = await jonas.asks('/status queue')
  expect(listed).toContain('*Carry on with deployment 1*')
  expect(listed).toContain('31 attempts. Its cause is in the log under `1a2b3c4d`')
  expect(await jonas.asks('/status replay 1a2b3c4d')).toContain(
    'Only an approver of production may change it',
  )

  expect(await tomas.asks('/status replay 1a2b3c4d')).toContain('Replayed: Pilothouse is about to carry on')
  expect(await tomas.asks('/status replay 1a2b3c4d')).toContain('Nothing that was laid aside is called')
  await tomas.asks('/status queue')
  expect(await tomas.clicks('Discard')).toContain('Discarded: Pilothouse will not carry on with deployment 2')
  expect(await tomas.asks('/status queue')).toContain('Nothing was laid aside')
  const audit = await db
    .selectFrom('audit')
    .select(['action', 'actor'])
    .where('subject', '=', 'queue')
    .execute()
  expect(audit).toEqual([
    { action: 'queue.replayed', actor: 'U0TOMAS0001' },
    { action: 'queue.discarded', actor: 'U0TOMAS0001' },
  ])
  expect(await tomas.asks('/status replay')).toContain('needs the reference')
})
