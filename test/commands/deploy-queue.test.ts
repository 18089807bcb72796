import { describe, expect, it } from 'vitest'
import { shortSha } from '../shas.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

describe('a second deployment of the same service to the same environment', () => {
  it('waits for the first and starts by itself', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.tomas.asks('/deploy web staging fix/cart-rounding')
    await world.settle()
    expect(world.maya.card(1)).toContain('*Rolling out*')
    expect(world.maya.card(2)).toContain(
      '*Accepted.* Starts once no earlier deployment of it is under way; the facts are checked once more.',
    )
    expect(builds(world)).toHaveLength(1)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(builds(world)).toEqual([shaOf(world, 'main'), shaOf(world, 'fix/cart-rounding')])
  })

  it('starts with its approvals where the first changed nothing', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.maya.asks('/deploy web production main~1'.replace('main~1', shaOf(world, 'main~1')))
    await approveBoth(world)
    await world.maya.asks('/deploy cancel 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Cancelled*')
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(world.sandbox.vercel.records.filter(({ act }) => act === 'vercel-promote')).toHaveLength(1)
  })

  it('is approved again where the first changed what is live', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    const older = shaOf(world, 'main~1')
    await world.maya.asks(`/deploy web production ${older}`)
    await approveBoth(world)
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(2)).toContain(
      `*Approvals are void because* production now runs ${shortSha(world, 'main')}.`,
    )
    expect(world.maya.card(2)).toContain(':rewind: *This goes back* and takes 1 commit out of what is live')
    expect(builds(world)).toHaveLength(1)
  })

  it('is not planned where the first brings the same commit', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    expect(await world.tomas.asks('/deploy web production')).toContain(
      `Deployment 1 brings \`${shortSha(world, 'main')}\` of \`web\` to production already: it is waiting for approval. Nothing was planned twice. Approve that one: \`/deploy approve 1\``,
    )
    await world.priya.asks('/deploy approve 1')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(builds(world)).toHaveLength(1)
  })

  it('can be cancelled while it waits', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.tomas.asks('/deploy web staging fix/cart-rounding')
    expect(await world.tomas.asks('/deploy cancel 2')).toBe('Deployment 2 is cancelled. Nothing was changed.')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(builds(world)).toHaveLength(1)
  })
})

describe('deployments of other services or to other environments', () => {
  it('do not wait for each other', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.maya.asks('/deploy docs staging')
    await world.maya.asks('/deploy worker staging')
    await world.settle()
    for (const id of [1, 2, 3]) expect(world.maya.card(id)).toContain('*Rolling out*')
    await world.pass({ minutes: 1 })
    for (const id of [1, 2, 3]) expect(world.maya.card(id)).toContain('Live and verified')
  })
})

async function approveBoth(world: World): Promise<void> {
  for (const id of [1, 2])
    expect(await world.priya.asks(`/deploy approve ${id}`)).toContain(`You approved deployment ${id}`)
}

const shaOf = ({ sandbox }: World, ref: string): string => sandbox.github.commit(ref)?.sha ?? ''

const builds = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-deployment').map(({ detail }) => detail.sha)
