import { expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

/** The clock is set to another hour without anything happening on the way. */
async function jump({ bot: { deps }, settle }: World, hours: number): Promise<void> {
  const before = deps.now
  deps.now = () => new Date(before().getTime() + hours * 3_600_000)
  await settle()
}

test('three hours backward hold up neither a roll-out nor an operation', async () => {
  const world = await openWorld()
  await jump(world, 3)
  world.sandbox.vercel.failNext(/PATCH .*global-config/, 500)
  await world.maya.asks('/deploy web staging')
  await world.tomas.asks('/deploy flag off new-basket because it is slow')
  expect(world.maya.card(1)).not.toContain('Live and verified')
  await jump(world, -3)
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('Live and verified')
  const done = await world.bot.deps.db.selectFrom('operations').select('state').execute()
  expect(done).toEqual([{ state: 'done' }])
})
