import { describe, expect, it } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import type { World } from '../world.ts'
import { gestureOf, openWorld } from '../world.ts'

describe('a rejection', () => {
  it('takes its reason from a form', async () => {
    const world = await waiting()
    await world.priya.clicks('Reject…')
    const [form] = world.priya.views()
    expect(form?.view.title.text).toBe('Reject deployment 1')
    const empty = await world.priya.submit(form?.id ?? '', { because: '   ' })
    expect(empty.errors).toEqual({ because: 'Say why, so that the requester knows what to change.' })

    await world.priya.submit(form?.id ?? '', { because: 'Not on a <!channel> Friday' })
    await world.settle()
    expect(world.maya.card(1)).toMatch(
      /\*Rejected\* by <@U0PRIYA0001> .*: Not on a &lt;!channel&gt; Friday\. Nothing was changed\./,
    )
    expectUntouched(world)
  })

  it('takes its reason from a command', async () => {
    const world = await waiting()
    expect(await world.priya.asks('/deploy reject 1 because the tests are red')).toBe(
      'You rejected deployment 1. Nothing was changed, and your reason stands on its card.',
    )
    expect(await gestureOf(world, 'deployment.rejected')).toMatch(/^[0-9a-f]{8}$/)
    expect(world.maya.card(1)).toMatch(/\*Rejected\* by .*: the tests are red\. Nothing was changed\./)
    expect(await world.priya.asks('/deploy reject 1 because twice')).toContain('Deployment 1 is rejected')
    expectUntouched(world)
  })

  it('is refused to those who may not approve', async () => {
    const world = await waiting()
    expect(await world.jonas.asks('/deploy reject 1 because I say so')).toContain(
      "You can't approve deployments to production",
    )
    expect(world.maya.card(1)).toContain('Waiting for approval')
  })

  it('of a plan that was made anew meanwhile changes nothing', async () => {
    const world = await openWorld()
    const { github } = world.sandbox
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await world.priya.clicks('Reject…')
    const [form] = world.priya.views()
    await world.priya.asks('/deploy approve 1')
    github.forcePush('fix/cart-rounding', github.commit('main')?.sha ?? '')
    github.push('fix/cart-rounding', { message: 'Round again, better', author: people.tomas })
    await world.pass({ seconds: 20 })
    expect(world.maya.card(1)).toContain('*Waiting for approval:* 0 of 1')
    await world.priya.submit(form?.id ?? '', { because: 'I have seen the old one only' })
    await world.settle()
    expect(world.priya.reads('deploys').join('\n') + world.priya.reads('pilothouse').join('\n')).toContain(
      'The plan of deployment 1 changed while you were looking, so what you asked for was not done.',
    )
    expect(world.maya.card(1)).toContain('*Waiting for approval:* 0 of 1')
  })

  it('of a deployment that has started meanwhile changes nothing', async () => {
    const world = await waiting()
    await world.priya.clicks('Reject…')
    const [form] = world.priya.views()
    await world.priya.asks('/deploy approve 1')
    await world.priya.submit(form?.id ?? '', { because: 'Too late' })
    await world.pass({ seconds: 30 })
    expect(world.priya.reads('pilothouse').join('\n') + world.priya.reads('deploys').join('\n')).toContain(
      'no longer waits for approval',
    )
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})

/** Maya asked for web on production; priya may approve. */
async function waiting(): Promise<World> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production')
  return world
}

function expectUntouched({ sandbox }: World): void {
  expect(sandbox.vercel.records).toEqual([])
  expect(sandbox.github.records).toEqual([])
}
