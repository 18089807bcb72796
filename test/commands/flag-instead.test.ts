import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { openWorld } from '../world.ts'

/** A person presses the button, and how fast this machine is decides nothing. */
const asking = (config: TeamConfig): TeamConfig => ({
  ...config,
  environments: config.environments.map((one) => ({ ...one, rollback: { mode: 'ask', approvals: 0 } })),
  services: config.services.map((service) =>
    'watch' in service && service.watch
      ? { ...service, watch: { ...service.watch, duration: 10_000, maxSlowdown: 100 } }
      : service,
  ),
})

describe('a release that fails where a flag changed since the one before', () => {
  it('is cured by the kill switch instead of a rollback', async () => {
    const world = await openWorld({ isWatched: true, config: asking })
    await world.tomas.asks('/deploy flag off new-basket because we are not ready')
    await world.tomas.asks('/deploy flag on new-basket because we are')
    world.sandbox.faults.releaseFails12 = true
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('*It failed, and it is live:*')
    expect(world.maya.card(1)).toMatch(
      /Flag `new-basket` was turned on .* by <@U0TOMAS0001>\. Turning it off may be enough: `\/deploy flag off new-basket production because …`/,
    )
    expect(await world.maya.clicks('Turn off new-basket')).toContain('Only an approver of production')
    expect(await world.tomas.clicks('Turn off new-basket')).toContain(
      'because deployment 1 is in doubt. Its card is in',
    )
    expect(world.maya.card(1)).toMatch(/Flag `new-basket` was turned off for this .*\. Watch it again to see/)
    await world.maya.clicks('Watch again')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.sandbox.vercel.records.filter(({ act }) => act === 'vercel-rollback')).toEqual([])
  })

  it('is paused all the same where the flags can’t be read, and /rollback names them where they can', async () => {
    const world = await openWorld({ isWatched: true, config: asking })
    await world.tomas.asks('/deploy flag off gift-cards because of it')
    world.sandbox.faults.releaseFails12 = true
    world.sandbox.vercel.failNext(/global-config/, 403)
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('*It failed, and it is live:*')
    expect(world.maya.card(1)).not.toContain('gift-cards')
    await world.maya.openHome()
    await world.settle()
    const rollbackForm = async () => {
      await world.maya.click({ in: 'home', actionId: 'rollback.new' })
      await world.settle()
      const form = world.maya.views().at(-1)
      return form ? readable(form.view) : ''
    }
    world.sandbox.vercel.failNext(/global-config/, 403)
    expect(await rollbackForm()).toContain('Whether a flag of production changed is not known: Vercel')
    expect(await rollbackForm()).toContain('Flag `gift-cards` was turned off')
    await world.priya.clicks('Keep it')
    await world.maya.asks('/rollback web production to before')
    expect(world.maya.reads('deploys').join()).toContain(
      'Turning it on may be enough: `/deploy flag on gift-cards production`.',
    )
  })
})
