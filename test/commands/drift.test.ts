import { describe, expect, it } from 'vitest'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { shortSha } from '../shas.ts'
import { openWorld, type World } from '../world.ts'

/** Somebody promotes an older build by hand. */
function promoteByHand({ sandbox }: World): void {
  const { projects, builds } = sandbox.vercel.state
  const project = projects.find(({ id }) => id === 'prj_shop_web')
  const older = builds.find(
    ({ id, projectId, target }) =>
      projectId === 'prj_shop_web' && target === 'production' && id !== project?.live,
  )
  if (!project || !older) throw new Error('There is no other build.')
  project.live = older.id
}

describe('drift', () => {
  it('of a site is shown on /status, on Home, and on the next card, until it is deployed again', async () => {
    const world = await openWorld()
    expect(await world.jonas.asks('/status')).not.toContain('drift')
    expect(await world.jonas.asks('/status drift')).toContain('Nobody can tell about drift')
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(await world.jonas.asks('/status')).not.toContain('drift')
    expect(await world.jonas.asks('/status drift')).toContain('No drift where it can be told')

    promoteByHand(world)
    const words =
      /drift:\* runs `\w{7}`, but deployment 1 left `(\w{7})`; somebody deployed past Pilothouse since/
    expect(words.exec(await world.jonas.asks('/status'))?.[1]).toBe(shortSha(world, 'main'))
    await world.jonas.openHome()
    await world.settle()
    expect(readable({ blocks: world.jonas.home()?.blocks ?? [] })).toMatch(words)
    const told = await world.jonas.asks('/status drift')
    expect(told).toContain('*Drift in one place*')
    expect(told).toMatch(/• \*web on production\* :warning: \*drift:\*/)
    expect(told).toContain('*Nothing to compare with*')

    await world.maya.asks('/deploy web production')
    expect(world.maya.card(2)).toMatch(words)
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(await world.jonas.asks('/status')).not.toContain('drift')
  })

  it('of functions names those that differ, and is not claimed where nobody can be asked', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy functions staging')
    await world.maya.asks('/deploy worker staging')
    await world.pass({ minutes: 2 })
    const search = world.sandbox.supabase.state.projects
      .find(({ ref }) => ref === 'harbourgoodsshoptest')
      ?.functions.find(({ slug }) => slug === 'search')
    if (!search) throw new Error('The sandbox has no search.')
    Object.assign(search, { hash: 'f'.repeat(64), version: search.version + 1 })
    const told = await world.jonas.asks('/status drift')
    expect(told).toContain('`search` is not as deployment 1 left it; somebody deployed past Pilothouse')
    expect(told).toContain('*worker on staging* :question: GitHub Actions does not tell what runs.')
    world.sandbox.supabase.failNext(/GET/, 500, 100)
    const blind = await world.jonas.asks('/status drift')
    expect(blind).not.toContain('`search`')
    expect(blind).toMatch(/\*functions on staging\* :question: Supabase could not list/)
  })
})
