import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

const bot = '@pilothouse'

const deploying = [
  `${bot} deploy web production`,
  `${bot} deploy web to production, please!`,
  `${bot} please deploy the latest changes of web to prod now`,
  `hey ${bot} Deploy web production?`,
  `${bot} /deploy web production`,
]

const meaningless = [
  `${bot}`,
  `${bot} please`,
  `${bot} hello there`,
  `${bot} constructor`,
  `${bot} don't deploy web production`,
]

describe('a mention', () => {
  it('works as the command does, in many words', async () => {
    const world = await openWorld()
    for (const [index, said] of deploying.entries()) {
      const id = index + 1
      expect(await mentions(world, said), said).toBe(
        `:mag: Planning deployment ${id}: web → production from \`main\`. The result follows in a direct message in a moment.`,
      )
      expect(world.maya.reads('pilothouse').at(-1), said).toContain(
        `web → production · deployment ${id}* is planned: 3 commits`,
      )
      expect(world.maya.card(id)).toContain('on `main`')
      await world.maya.asks(`/deploy cancel ${id}`)
    }
  })

  it('keeps the words of a reason, and names a branch', async () => {
    const world = await openWorld()
    await mentions(world, `${bot} deploy web to production because of the changes to the basket.`)
    expect(world.maya.card(1)).toContain('*Reason:* of the changes to the basket.')
    await mentions(world, `${bot} deploy web to staging from fix/cart-rounding`)
    expect(world.maya.card(2)).toContain('on `fix/cart-rounding`')
  })

  it('deploys the only service that goes there', async () => {
    const world = await openWorld({ config: only('web') })
    expect(await mentions(world, `${bot} deploy latest changes to production`)).toContain(
      'Planning deployment 1: web → production from `main`',
    )
  })

  it('that leaves something open is told what, and plans nothing', async () => {
    const world = await openWorld()
    expect(await mentions(world, `${bot} deploy latest changes to production`)).toBe(
      '`/deploy` needs the service. What can go to production: web, docs, functions, worker. For example: `/deploy web production`',
    )
    expect(await mentions(world, `${bot} deploy latest changes to the moon`)).toContain(
      'There is no service `moon`.',
    )
    for (const said of [`${bot} deploy`, `${bot} deploy web`])
      expect(await mentions(world, said)).toBe(
        '`@pilothouse deploy` needs to know more, because a mention can’t open a form. For example: `@pilothouse deploy web production`',
      )
    expect(world.maya.views()).toEqual([])
    expect(world.maya.cards()).toEqual([])
    expect(await world.maya.asks('/deploy history')).toContain('Nothing was deployed yet')
  })

  it('shows the state, and help where it means nothing', async () => {
    const world = await openWorld()
    expect(await mentions(world, `${bot} status`)).toContain('All quiet')
    for (const said of meaningless)
      expect(await mentions(world, said), said).toContain('`/deploy web production`')
    expect(world.maya.cards()).toEqual([])
  })
})

/** Says something in #deploys and returns the private answer that it ends with. */
async function mentions({ maya, settle }: World, said: string): Promise<string> {
  await maya.say(said)
  await settle()
  const index = maya.sees('deploys').findLastIndex(({ ephemeralFor }) => ephemeralFor === maya.id)
  return maya.reads('deploys')[index] ?? ''
}

const only = (name: string) => (team: TeamConfig) => ({
  ...team,
  services: team.services.filter((service) => service.name === name),
})
