import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { advanceDeployment } from '../../src/workflows/deployment/advance.ts'
import { unpinAct } from '../../src/workflows/operation/unpin-act.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

describe('a service taken out of the configuration under a deployment', () => {
  it('ends what was approved, with what to do', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await world.priya.clicks('Approve')
    takeOut(world, 'web')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain(
      'web on production is no longer in pilothouse.yml.\n*What it leaves:* Nothing was changed.\n*Next:* Put it back into pilothouse.yml and deploy again, or leave it.',
    )
    expect(world.sandbox.vercel.records).toEqual([])
  })

  it('says what a rollout leaves that had begun', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    takeOut(world, 'web')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('What was begun goes on where it runs')
    expect(world.sandbox.vercel.records.map(({ act }) => act)).toEqual(['vercel-deployment'])
  })

  it('lets a request expire that nobody approved', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    takeOut(world, 'web')
    await world.pass({ minutes: 24 * 60 })
    expect(world.maya.card(1)).toContain('*Expired*')
  })

  it('takes no approval for it any more, and can still be cancelled', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    takeOut(world, 'web')
    expect(await world.priya.clicks('Approve')).toContain('no longer waits for approval')
    expect(await world.maya.asks('/deploy cancel 1')).toBe('Deployment 1 is cancelled. Nothing was changed.')
    expect(world.sandbox.vercel.records).toEqual([])
  })
})

describe('a release in doubt whose service is taken out of the configuration', () => {
  it('waits for a decision without asking for flags, and says what taking it back leaves', async () => {
    const world = await openWorld({ isWatched: true, config: asking })
    world.sandbox.faults.releaseFails12 = true
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('*It failed, and it is live:*')
    // As where the bot ended between the pause and looking for flags, to be started with another configuration.
    await world.bot.deps.db.deleteFrom('acts').where('name', '=', 'find-flags').execute()
    takeOut(world, 'web')
    await advanceDeployment(world.bot.deps, '1')
    const place = { service: 'web', environment: 'production' }
    expect(await unpinAct(world.bot.deps).observe('test', place, null)).toEqual({
      seen: 'failed',
      reason: 'pilothouse.yml no longer says what web on production is at Vercel.',
    })
    expect(await world.maya.asks('/deploy roll-back 1')).toContain('Deployment 1 is being rolled back.')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('What was begun goes on where it runs')
  })
})

const asking = (config: TeamConfig): TeamConfig => ({
  ...config,
  environments: config.environments.map((one) => ({ ...one, rollback: { mode: 'ask', approvals: 0 } })),
})

function takeOut({ bot }: World, service: string): void {
  const { services } = bot.deps.config
  services.splice(
    services.findIndex(({ name }) => name === service),
    1,
  )
}
