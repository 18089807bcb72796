import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../world.ts'

/** The sandbox's flags: an object in one item of an Edge Config. */
const flagsIn = ({ sandbox }: World) =>
  sandbox.vercel.state.edgeConfigs?.[0]?.items.flags?.value as Record<string, boolean>

const switches = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-edge-config').length

const card = (world: World) => world.maya.reads('deploys').findLast((text) => text.startsWith('Flag ')) ?? ''

describe('/deploy flag', () => {
  it('turns a flag off, says so where everybody looks, and offers the way back', async () => {
    const world = await openWorld()
    await world.maya.asks('/incident checkout returns 500s p1')
    const answer = await world.tomas.asks('/deploy flag off new-basket because it breaks the checkout')
    expect(answer).toMatch(
      /\*Flag new-basket is off in production\*, since .*, by <@U0TOMAS0001>, because it breaks the checkout\. Its card is in <#C0DEPLOYS01>/,
    )
    expect(flagsIn(world)).toEqual({ 'new-basket': false, 'gift-cards': true, 'search-suggestions': false })
    expect(card(world)).toContain('Flag new-basket is off in production')
    expect(world.maya.reads('inc-1-checkout-returns-500s').join()).toContain(
      '<@U0TOMAS0001>: the flag new-basket was turned off in production, because it breaks the checkout (operation 1)',
    )
    const flags = await world.maya.asks('/deploy flags')
    expect(flags).toMatch(/\*off\* new-basket · switched .* by <@U0TOMAS0001>/)
    expect(flags).toContain('*on* gift-cards · when it changed is unknown')

    expect(await world.maya.clicks('Turn it on again')).toContain(
      'Only an approver of production may change it',
    )
    expect(flagsIn(world)['new-basket']).toBe(false)
    expect(await world.priya.clicks('Turn it on again')).toContain('Flag new-basket is on in production')
    expect(flagsIn(world)['new-basket']).toBe(true)
    expect(switches(world)).toBe(2)
    await expect(world.priya.clicks('Turn it on again')).rejects.toThrow('There is no button')
  })

  it('does nothing where there is nothing to do, and says why', async () => {
    const world = await openWorld()
    const answers = [
      [
        '/deploy flag off new-baskt because of it',
        'There is no flag `new-baskt`. Did you mean `new-basket`?',
      ],
      ['/deploy flag off new-basket', '`/deploy flag` needs a reason, which the others will read.'],
      ['/deploy flag on new-basket', 'The flag `new-basket` is on in production already'],
      ['/deploy flag on new-basket staging', 'does not say where the flags of staging are kept'],
      ['/deploy flag new-basket', '`/deploy flag` needs on or off, and the flag’s name.'],
      ['/deploy flag on new-basket prodction', 'There is no environment `prodction`.'],
      ['/deploy flags moon', 'There is no environment `moon`.'],
    ] as const
    for (const [typed, words] of answers) expect(await world.tomas.asks(typed)).toContain(words)
    expect(await world.maya.asks('/deploy flag off gift-cards because of it')).toContain(
      'Only an approver of production may change it at once, so nothing was changed.',
    )
    expect(switches(world)).toBe(0)
    expect(card(world)).toBe('')
  })
})
