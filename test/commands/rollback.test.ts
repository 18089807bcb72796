import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

async function deployed(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 2 })
  return world
}

describe('the watch', () => {
  it('verifies a release that stays healthy, and says how many calls it saw', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 10 })
    expect(world.maya.card(1)).toContain('*Live, being watched.*')
    await world.pass({ seconds: 60 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('rolls a failing release back by itself, says what comes next, and locks the place', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 8 })
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 2 })
    const card = world.maya.card(1)
    expect(card).toContain('*Rolled back*')
    expect(card).toContain('*What went wrong:* Watch the live release: /api/health failed')
    expect(card).toContain('*What was reverted:* web on production runs `')
    expect(card).toContain('/deploy unlock production web')
    expect(world.sandbox.vercel.records.filter(({ act }) => act === 'vercel-rollback')).toHaveLength(1)
    expect(await world.maya.asks('/deploy web production')).toContain(
      '`web` on production is locked by Pilothouse',
    )
  })
})

describe('/rollback', () => {
  it('brings back what ran before the first deployment', async () => {
    const world = await deployed()
    expect(await world.maya.asks('/rollback web production because checkout fails')).toContain(
      'an older commit than what is live',
    )
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    expect(await world.maya.asks('/deploy locks')).toContain('web on production')
    expect(await world.maya.asks('/deploy unlock production web')).toContain('is free again')
  })

  it('says so where there is nothing to go back to', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/rollback web production')).toContain(
      'No earlier release of `web` on production is known',
    )
  })
})
