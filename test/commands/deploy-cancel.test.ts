import { describe, expect, it } from 'vitest'
import type { World } from '../world.ts'
import { gestureOf, openWorld } from '../world.ts'

describe('cancelling', () => {
  it('while approval is awaited changes nothing', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    expect(await world.maya.clicks('Cancel')).toBe('Deployment 1 is cancelled. Nothing was changed.')
    expect(world.maya.card(1)).toMatch(/\*Cancelled\* by <@U0MAYA00001> .*\. Nothing was changed\./)
    expect(world.maya.card(1)).not.toMatch(/Approve|Reject|\nCancel/)
    expect(await gestureOf(world, 'deployment.cancelled')).toMatch(/^[0-9a-f]{8}$/)
    await world.pass({ minutes: 1 })
    expectNothingOutside(world)
  })

  it('while checks are awaited changes nothing', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await world.priya.clicks('Approve')
    expect(world.maya.card(1)).toContain('*Approved.*')
    expect(await world.tomas.clicks('Cancel')).toBe('Deployment 1 is cancelled. Nothing was changed.')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(/\*Cancelled\* by <@U0TOMAS0001>/)
    expect(world.maya.card(1)).toContain('Check the facts again · stopped')
    expectNothingOutside(world)
  })

  it('while it is planned tells whoever asked', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits/, 502, 100)
    await world.maya.asks('/deploy web production')
    expect(await world.tomas.asks('/deploy cancel 1')).toBe('Deployment 1 is cancelled. Nothing was changed.')
    expect(world.maya.reads('deploys').at(-1)).toContain(
      '*web → production · deployment 1* was cancelled by <@U0TOMAS0001>. Nothing was changed.',
    )
    expect(world.maya.cards()).toEqual([])
    expectNothingOutside(world)
  })

  it('while it builds cancels the build at Vercel, and nothing is released', async () => {
    const world = await building()
    expect(await world.maya.clicks('Cancel')).toBe(
      'Deployment 1 is being stopped; its card will say what state that leaves.',
    )
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(/\*Cancelled\* by <@U0MAYA00001> .*\. Nothing was released\./)
    expect(world.maya.card(1)).toContain('Build the release> · stopped')
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-cancel'])
    expect(recordStates(world)).toEqual(['in_progress', 'inactive'])
  })

  it('while it builds also finds a build whose answer was lost', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    world.sandbox.vercel.loseAnswer(/POST .*deployments/)
    world.sandbox.vercel.failNext(/GET .*deployments\?/, 503, 3)
    await world.priya.clicks('Approve')
    await world.maya.asks('/deploy cancel 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(/\*Cancelled\*.*Nothing was released/)
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-cancel'])
  })

  it('after the build, while smoke tests fail, releases nothing', async () => {
    const world = await openWorld()
    world.sandbox.faults.smokeFails = true
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 4 })
    expect(world.maya.card(1)).toMatch(/Smoke-test the build.* · since .* answered 500 instead of 200/)
    await world.maya.clicks('Cancel')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(/\*Cancelled\*.*Nothing was released/)
    expect(vercelActs(world)).toEqual(['vercel-deployment'])
    expect(recordStates(world)).toEqual(['in_progress', 'inactive'])
  })

  it('after the promotion began comes too late', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await passUntil(world, () => vercelActs(world).includes('vercel-promote'))
    expect(await world.maya.asks('/deploy cancel 1')).toBe(
      'Deployment 1 is going live already, so stopping it half-way would be less safe than letting it end. Its card shows how far it is. Once it is live, `/deploy roll-back 1` takes it back, and `/rollback` once it has ended.',
    )
    expect(world.maya.card(1)).not.toContain('\nCancel')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(await world.maya.asks('/deploy cancel 1')).toBe(
      'Deployment 1 is live and verified, so there is nothing left to cancel. `/rollback` brings an earlier release back.',
    )
  })

  it('stops a workflow run', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy worker staging')
    await world.maya.clicks('Cancel')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(
      /\*Cancelled\*.*The workflow run was stopped; how far it came stands in its log\./,
    )
    expect(world.sandbox.github.state.runs[0]?.cancelledAt).toBeDefined()
    expect(recordStates(world)).toEqual(['in_progress', 'inactive'])
  })

  it('follows a workflow run that cannot be stopped to its end', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/POST .*cancel/, 409)
    await world.maya.asks('/deploy worker staging')
    await world.maya.clicks('Cancel')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(recordStates(world)).toEqual(['in_progress', 'success'])
  })

  it('twice is the same as once', async () => {
    const world = await building()
    await Promise.all([world.maya.asks('/deploy cancel 1'), world.tomas.asks('/deploy cancel 1')])
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toMatch(/\*Cancelled\* by <@U0(MAYA0|TOMAS)/)
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-cancel'])
    expect(await world.maya.asks('/deploy cancel 1')).toBe(
      'Deployment 1 is cancelled, so there is nothing left to cancel. `/rollback` brings an earlier release back.',
    )
  })
})

async function building(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.settle()
  expect(vercelActs(world)).toEqual(['vercel-deployment'])
  return world
}

/** Lets the clock run in small steps, to stop inside a rollout. */
async function passUntil(world: World, condition: () => boolean): Promise<void> {
  for (let step = 0; step < 100 && !condition(); step += 1) await world.pass({ seconds: 0.25 })
  expect(condition()).toBe(true)
}

const vercelActs = ({ sandbox }: World) => sandbox.vercel.records.map(({ act }) => act)

const recordStates = ({ sandbox }: World) =>
  sandbox.github.state.deployments.flatMap(({ statuses }) => statuses.map(({ state }) => state))

function expectNothingOutside({ sandbox }: World): void {
  expect(sandbox.vercel.records).toEqual([])
  expect(sandbox.github.records).toEqual([])
}
