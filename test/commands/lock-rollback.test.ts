import { describe, expect, it } from 'vitest'
import { lastVerified } from '../../src/store/deployment/verified.ts'
import { deploymentsToDecide } from '../../src/workflows/deployment/to-decide.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

describe('/rollback', () => {
  it('does not wait behind releases that wait', async () => {
    const world = await deployed()
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await world.tomas.asks('/deploy lock production because the sale is on')
    await world.priya.asks('/deploy approve 2')
    expect(world.maya.card(2)).toContain('*Approved.*')
    await world.maya.asks('/rollback web production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Rolled back*')
    expect(world.maya.card(2)).toContain('*Approved.*')
    const place = { service: 'web', environment: 'production' }
    expect((await lastVerified(world.bot.deps.db, place))?.id).toBe(3)
  })
})

describe('a way back that failed', () => {
  it('leaves a latch after a rollback', async () => {
    const world = await deployed()
    world.sandbox.vercel.failNext(/rollback/, 403, 1000)
    await world.maya.asks('/rollback web production')
    await world.pass({ minutes: 20 })
    expect(world.maya.card(2)).toContain('*Failed')
    expect(await world.maya.asks('/deploy web production')).toContain(
      '`web` on production is locked by Pilothouse: deployment 2 began to roll it back and did not end well.',
    )
  })

  it('leaves a latch after the undoing of a release', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 10 })
    world.sandbox.vercel.failNext(/rollback/, 403, 1000)
    await world.priya.asks('/deploy roll-back 1')
    await world.pass({ minutes: 20 })
    expect(world.maya.card(1)).toContain('The rollback did not work either')
    expect(await world.maya.asks('/deploy locks')).toMatch(/rolling deployment 1 \(\w{7}\) back did not work/)
  })
})

describe('pilothouse.yml changed under a deployment', () => {
  it('goes on with the watch that has begun', async () => {
    const world = await watching()
    unwatch(world)
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('asks a person where the watch has not begun', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    unwatch(world)
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('web has no watch')
    await world.priya.asks('/deploy keep 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})

describe('a service taken out of pilothouse.yml', () => {
  it('leaves nothing of it to decide', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    const { deps } = world.bot
    expect(await deploymentsToDecide(deps, 'U0PRIYA0001')).toHaveLength(1)
    deps.config.services.splice(0)
    expect(await deploymentsToDecide(deps, 'U0PRIYA0001')).toEqual([])
  })
})

async function watching(): Promise<World> {
  const world = await openWorld({ isWatched: true })
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ seconds: 10 })
  expect(world.maya.card(1)).toContain('*Live, being watched.*')
  return world
}

async function deployed(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 3 })
  expect(world.maya.card(1)).toContain('Live and verified')
  return world
}

function unwatch({ bot }: World): void {
  const service = bot.deps.config.services.find(({ name }) => name === 'web')
  if (service?.kind === 'vercel') service.watch = null
}
