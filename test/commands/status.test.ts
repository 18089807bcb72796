import { describe, expect, it } from 'vitest'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { shortSha } from '../shas.ts'
import { openWorld } from '../world.ts'

describe('/status', () => {
  it('says that all is quiet, and what runs where', async () => {
    const world = await openWorld()
    const text = await world.jonas.asks('/status')
    expect(text).toContain('*All quiet: no incident, no deployment under way.*')
    expect(text).toMatch(
      new RegExp(`\\*production\\*\\n• \\*<http.*\\|web>\\* \`${shortSha(world, 'main~3')}\` since `),
    )
    expect(text).toMatch(/• \*worker\* nothing deployed yet/)
    expect(text).toContain('*staging*')
    expect(text).not.toContain('unknown')
  })

  it('shows what is under way, by whom and since when', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.tomas.asks('/deploy worker staging')
    const text = await world.jonas.asks('/status')
    expect(text).toContain('*No incident open, 2 deployments under way.*')
    expect(text).toMatch(/\*1\* web → production · waiting for approval since .* · <@U0MAYA00001>/)
    expect(text).toMatch(/\*2\* worker → staging · rolling out .* · <@U0TOMAS0001>/)

    const ofWorker = await world.jonas.asks('/status worker')
    expect(ofWorker).toContain('*No incident open, 1 deployment under way.*')
    expect(ofWorker).toMatch(/• \*worker\*/)
    expect(ofWorker).not.toContain('web')
    const ofStaging = await world.jonas.asks('/status docs staging')
    expect(ofStaging).toContain('docs>*')
    expect(ofStaging).not.toMatch(/production|worker/)
    expect(await world.jonas.asks('/status wbe')).toContain('There is no service `wbe`. Did you mean `web`?')
  })

  it('names the deployment that brought what runs, and no longer once somebody else promoted', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging')
    await world.pass({ minutes: 1 })
    expect(await world.jonas.asks('/status')).toMatch(
      new RegExp(`web>\\* \`${shortSha(world, 'main')}\` since .* \\(deployment 1\\)`),
    )

    const { projects, builds, aliases } = world.sandbox.vercel.state
    const older = builds.find(({ projectId, target }) => projectId === 'prj_shop_web' && target === 'preview')
    const domain = projects.find(({ id }) => id === 'prj_shop_web')?.previewDomain ?? ''
    aliases[domain] = { build: older?.id ?? '', at: world.now().getTime() }
    expect(await world.jonas.asks('/status')).not.toContain('(deployment 1)')
  })

  it('knows nothing while Vercel is down, and does not call it healthy', async () => {
    const world = await openWorld()
    world.sandbox.vercel.failNext(/./, 503, 100)
    const text = await world.jonas.asks('/status')
    expect(text).toMatch(/web>\* :question: unknown: Vercel could not /)
    expect(text).toMatch(/docs>\* :question: unknown: Vercel could not /)
    expect(text).toMatch(/\*worker\* nothing deployed yet/)
    expect(text).not.toMatch(/`\w{7}` since|nothing is wrong|healthy|:white_check_mark:/i)
  })

  it('says what it does not understand', async () => {
    const world = await openWorld()
    expect(await world.jonas.asks('/status hlep')).toContain(
      'There is no command `hlep`. Did you mean `help`?',
    )
    expect(await world.jonas.asks('/status help')).toContain('shows what runs where')
  })
})

describe('the Home tab', () => {
  it('shows to each person what waits for them', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    for (const person of [world.priya, world.tomas]) {
      await person.openHome()
      await world.settle()
    }
    expect(readable({ blocks: world.priya.home()?.blocks ?? [] })).toContain(
      '*web → production · deployment 1*',
    )
    expect(readable({ blocks: world.tomas.home()?.blocks ?? [] })).toContain('Nothing waits for you.')
  })

  it('takes an approval', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production')
    await world.priya.openHome()
    await world.settle()
    await world.priya.click({ in: 'home', actionId: 'deployment.approve' })
    await world.settle()
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})
