import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

/** A live release that failed its watch, where a person is asked. */
async function inDoubt(): Promise<World> {
  const world = await openWorld({
    isWatched: true,
    config: (config) => ({
      ...config,
      environments: config.environments.map((environment) => ({
        ...environment,
        rollback: { mode: 'ask', approvals: 0 },
      })),
    }),
  })
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ seconds: 8 })
  world.sandbox.faults.smokeFails = true
  await world.pass({ minutes: 2 })
  world.sandbox.faults.smokeFails = false
  expect(world.maya.card(1)).toContain('*It failed, and it is live:* /api/health failed')
  return world
}

const rollbacks = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-rollback').length

describe('a release that failed its watch, where a person is asked', () => {
  it('is rolled back by one button, once', async () => {
    const world = await inDoubt()
    await Promise.all([world.priya.clicks('Roll back'), world.tomas.clicks('Roll back')])
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Rolled back*')
    expect(rollbacks(world)).toBe(1)
    expect(await world.priya.asks('/deploy roll-back 1')).toContain('there is nothing to decide about it')
  })

  it('is kept only by an approver who did not ask for it, and no check is run after that', async () => {
    const world = await inDoubt()
    expect(await world.maya.asks('/deploy keep 1')).toContain('You asked for deployment 1 yourself')
    expect(await world.jonas.asks('/deploy keep 1')).toContain('Ask ')
    expect(world.maya.card(1)).toContain('it is live')
    world.sandbox.faults.smokeFails = true
    expect(await world.priya.asks('/deploy keep 1')).toContain('stays live')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(rollbacks(world)).toBe(0)
  })

  it('is watched once more, and verified when it is healthy', async () => {
    const world = await inDoubt()
    expect(await world.maya.asks('/deploy watch-again 1')).toContain('is watched once more')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('is shown as under way, and can no longer be cancelled', async () => {
    const world = await inDoubt()
    expect(await world.jonas.asks('/status')).toContain('1 deployment under way')
    expect(await world.maya.asks('/deploy cancel 1')).toMatch(/too late|nothing left to cancel|going live/)
    expect(world.maya.card(1)).toContain('it is live')
  })
})

it('a release is not rolled back because nobody could look', async () => {
  const world = await openWorld({ isWatched: true })
  world.sandbox.supabase.failNext(/GET .*analytics/, 403, 500)
  await world.maya.asks('/deploy functions staging')
  await world.pass({ minutes: 2 })
  expect(world.maya.card(1)).toContain('*Nobody can tell, and it is live:* Supabase could not')
  expect(world.sandbox.supabase.records.filter(({ act }) => act === 'supabase-restore')).toEqual([])
})
