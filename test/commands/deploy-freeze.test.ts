import { describe, expect, it } from 'vitest'
import type { FreezePolicy } from '../../src/domain/gate/freeze.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { openWorld, type World } from '../world.ts'

/** The clock starts on Monday 2026-11-23, 03:00 UTC. */
const freeze = (from: string, to: string, facts: Partial<FreezePolicy> = {}): FreezePolicy => ({
  name: 'Quiet hours',
  environments: ['production'],
  services: [],
  timeZone: 'UTC',
  window: { is: 'once', from: Date.parse(`2026-11-23T${from}Z`), to: Date.parse(`2026-11-23T${to}Z`) },
  except: [],
  ...facts,
})

const frozen =
  (...freezes: FreezePolicy[]) =>
  (team: TeamConfig): TeamConfig => ({ ...team, freezes })

describe('a change freeze', () => {
  it('refuses a release with its end, also in the preview, and is listed', async () => {
    const world = await openWorld({
      config: frozen(freeze('02:00', '04:00'), freeze('04:00', '05:00', { name: 'Lunch' })),
    })
    const sentence =
      /Frozen until <!date\^1795410000\^.*2026-11-23 05:00 UTC> \(Quiet hours\): `web` is not released to production before, so nothing was planned\./
    expect(await world.maya.asks('/deploy web production')).toMatch(sentence)
    expect(await world.maya.asks('/deploy dry-run web production')).toMatch(sentence)
    expect(world.maya.cards()).toEqual([])
    const listed = await world.maya.asks('/deploy freezes')
    expect(listed).toMatch(
      /\*production\*\n:snowflake: \*Quiet hours\* is on until .*04:00 UTC>\n:calendar: \*Lunch\* from/,
    )
    expect(listed).toContain('*staging*\nNever frozen.')
    expect(await world.maya.asks('/status')).toMatch(
      /:snowflake: \*production\* is frozen until .*: Quiet hours/,
    )
    await world.maya.openHome()
    await world.settle()
    expect(readable({ blocks: world.maya.home()?.blocks ?? [] })).toContain(
      ':snowflake: *production* is frozen',
    )
    await world.maya.asks('/deploy web staging')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(2)).toContain('Live and verified')
  })

  it('that begins before the start is waited for, and then it goes on by itself', async () => {
    const world = await openWorld({ config: frozen(freeze('03:10', '03:40')) })
    await world.maya.asks('/deploy web production')
    await world.pass({ minutes: 15 })
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 10 })
    expect(world.maya.card(1)).toMatch(
      /\*Approved\.\* Frozen until .*03:40 UTC> \(Quiet hours\); it goes on by itself then\./,
    )
    await world.pass({ minutes: 16 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('is passed by whoever is excepted, which the card says, and by a rollback', async () => {
    const world = await deployedBefore([
      freeze('03:10', '09:00', { except: ['U0MAYA00001'], exceptGroup: 'S0ONCALL001' }),
    ])
    await world.tomas.asks('/rollback web production')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('*Rolled back*')
    await world.priya.asks('/deploy unlock production web')
    for (const [id, person] of [
      [3, world.maya],
      [4, world.tomas],
    ] as const) {
      await person.asks(`/deploy ${id === 3 ? 'docs' : 'web'} production`)
      expect(world.maya.card(id)).toMatch(
        /\*Freeze:\* Quiet hours until .*09:00 UTC>, which does not hold <@U0/,
      )
      await world.priya.asks(`/deploy approve ${id}`)
      await world.pass({ minutes: 2 })
      expect(world.maya.card(id)).toContain('Live and verified')
    }
    expect(await world.jonas.asks('/deploy docs production fix/cart-rounding')).toContain('Frozen until')
  })

  it('taken out of pilothouse.yml holds nothing up', async () => {
    const world = await openWorld({ config: frozen(freeze('03:10', '23:00')) })
    await world.maya.asks('/deploy web production')
    await world.pass({ minutes: 15 })
    await world.priya.clicks('Approve')
    expect(world.maya.card(1)).toContain('Frozen until')
    world.bot.deps.config.freezes.splice(0)
    await world.settle()
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})

async function deployedBefore(freezes: FreezePolicy[]): Promise<World> {
  const world = await openWorld({ config: frozen(...freezes) })
  await world.maya.asks('/deploy web production')
  await world.priya.clicks('Approve')
  await world.pass({ minutes: 12 })
  expect(world.maya.card(1)).toContain('Live and verified')
  return world
}
