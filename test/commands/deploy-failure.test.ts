import { describe, expect, it } from 'vitest'
import { shortSha } from '../shas.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

describe('a rollout that fails', () => {
  it('at the build leaves what runs alone', async () => {
    const world = await approved()
    world.sandbox.faults.buildFails = true
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain(
      `*Failed at “Build the release”.* The build failed: Command "npm run build" exited with 1.\n*What it leaves:* production still runs ${shortSha(world, 'main~3')}.\n*Next:* Read the build log, mend the commit, and deploy again.`,
    )
    expect(world.maya.card(1)).toContain('Promote it to the live address · not reached')
    expect(vercelActs(world)).toEqual(['vercel-deployment'])
    expect(lastRecord(world)).toBe('failure')
  })

  it('at the smoke test is never promoted', async () => {
    const world = await approved()
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain(
      `*Failed at “Smoke-test the build”.* /api/health answered 500 instead of 200.\n*What it leaves:* production still runs ${shortSha(world, 'main~3')}.`,
    )
    expect(vercelActs(world)).toEqual(['vercel-deployment'])
    expect(liveSha(world)).toMatch(new RegExp(`^${shortSha(world, 'main~3')}`))
    expect(lastRecord(world)).toBe('failure')
  })

  it('at the promotion is rolled back, since nobody knows which half took effect', async () => {
    const world = await approved()
    world.sandbox.vercel.failNext(/POST .*promote/, 400)
    await world.pass({ minutes: 1 })
    const card = world.maya.card(1)
    expect(card).toContain('*What went wrong:* Promote it to the live address: Vercel could not promote')
    expect(card).toContain(`web on production runs \`${shortSha(world, 'main~3')}\` again`)
    expect(liveSha(world)).toMatch(new RegExp(`^${shortSha(world, 'main~3')}`))
    expect(lastRecord(world)).toBe('failure')
  })

  it('at the live check is rolled back, and its earlier build is taken without building again', async () => {
    const world = await approved()
    await passUntil(world, () => vercelActs(world).includes('vercel-promote'))
    world.sandbox.faults.smokeFails = true
    await world.pass({ minutes: 1 })
    const card = world.maya.card(1)
    expect(card).toContain(
      '*What went wrong:* Check the live address: /api/health answered 500 instead of 200.',
    )
    expect(card).toContain('*What comes next:* web on production is locked')
    expect(liveSha(world)).toMatch(new RegExp(`^${shortSha(world, 'main~3')}`))
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-promote', 'vercel-rollback'])
  })

  it('goes back to an older commit by its ready build', async () => {
    const world = await approved()
    await world.pass({ minutes: 2 })
    const older = shortSha(world, 'main~3')
    expect(await world.maya.asks(`/deploy web production ${older}`)).toContain(
      'an older commit than what is live',
    )
    expect(world.maya.card(2)).toContain(':rewind: *This goes back* and takes 3 commits out of what is live')
    await world.tomas.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(liveSha(world)).toMatch(new RegExp(`^${older}`))
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-promote', 'vercel-promote'])
  })

  it('in a workflow points to its log', async () => {
    const world = await openWorld()
    world.sandbox.faults.buildFails = true
    await world.maya.asks('/deploy worker staging')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Failed at “Run the workflow on GitHub”.*')
    expect(world.maya.card(1)).toContain('*What it leaves:* How far it came stands in the workflow’s log.')
    expect(lastRecord(world)).toBe('failure')
  })

  it('lets the next one in line begin', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.tomas.asks('/deploy web staging fix/cart-rounding')
    world.sandbox.faults.buildFails = true
    await world.pass({ seconds: 3 })
    world.sandbox.faults.buildFails = false
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Failed at “Build the release”.*')
    expect(world.maya.card(2)).toContain('Live and verified')
  })
})

describe('a rollout goes on', () => {
  it('without GitHub’s record of it', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/POST .*deployments/, 403, 20)
    await world.maya.asks('/deploy web staging')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(1)).toContain('The deployment goes on without it.')
  })

  it('through outages of Vercel, once', async () => {
    const world = await approved()
    world.sandbox.vercel.loseAnswer(/POST .*promote/)
    world.sandbox.vercel.failNext(/GET .*projects/, 503, 3)
    await world.pass({ minutes: 3 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(vercelActs(world)).toEqual(['vercel-deployment', 'vercel-promote'])
  })
})

/** Deployment 1 of web to production, approved; its facts are checked and its build has begun. */
async function approved(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  return world
}

async function passUntil(world: World, condition: () => boolean): Promise<void> {
  for (let step = 0; step < 100 && !condition(); step += 1) await world.pass({ seconds: 0.25 })
  expect(condition()).toBe(true)
}

const vercelActs = ({ sandbox }: World) => sandbox.vercel.records.map(({ act }) => act)

const lastRecord = ({ sandbox }: World) => sandbox.github.state.deployments.at(-1)?.statuses.at(-1)?.state

function liveSha({ sandbox }: World): string | undefined {
  const { state } = sandbox.vercel
  const live = state.projects.find(({ id }) => id === 'prj_shop_web')?.live
  return state.builds.find(({ id }) => id === live)?.sha
}
