import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { openWorld, type World } from '../world.ts'

/** The clock starts on Monday 2026-11-23, 03:00 UTC: 4:00 for maya in Stockholm, 8:30 for priya in Kolkata. */
describe('a scheduled deployment', () => {
  it('is read by the clock of whoever types it, waits once approved, and starts by itself', async () => {
    const world = await openWorld()
    expect(await asks(world, '/deploy web production main at 4:30 because it is quiet then')).toMatch(
      /Planning deployment 1: web → production from `main`, to start <!date\^1795404600\^.*\|2026-11-23 03:30 UTC> by the clock of Europe\/Stockholm\. The result/,
    )
    expect(world.maya.card(1)).toMatch(
      /Expires .*2026-11-24 03:30 UTC>.*\n\*Once approved:\* Starts .*2026-11-23 03:30 UTC>\./,
    )
    expect(await world.priya.clicks('Approve')).toMatch(
      /You approved deployment 1, and it starts .*03:30 UTC>\./,
    )
    await world.pass({ minutes: 10 })
    expect(world.maya.card(1)).toMatch(/\*Approved\.\* Starts .*03:30 UTC>\.\n/)
    expect(world.maya.card(1)).toContain('*Reason:* it is quiet then')
    // It keeps nobody waiting before its time.
    await world.maya.asks('/deploy web production fix/cart-rounding')
    await passChecks(world)
    await world.priya.asks('/deploy approve 2')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(2)).toContain('Live and verified')
    expect(world.maya.card(1)).toContain('Starts ')
    await world.pass({ minutes: 20 })
    expect(world.maya.card(1)).toContain('*Approvals are void because*')
  })

  it('starts now where its requester or an approver says so, and nobody else', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production in 2h')
    await world.priya.clicks('Approve')
    expect(await world.tomas.asks('/deploy web production')).toContain(
      'where that is its time, `/deploy start 1` starts it.',
    )
    expect(await world.jonas.asks('/deploy start 1')).toContain("You can't approve deployments to production")
    expect(await world.maya.clicks('Start now')).toContain(
      'Deployment 1 no longer waits for its time: it starts as soon as nothing else holds it.',
    )
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(await world.maya.asks('/deploy start 1')).toContain(
      'Deployment 1 is live and verified and waits for no time',
    )
    await world.maya.asks('/deploy docs production tomorrow 9:00')
    expect(await world.tomas.asks('/deploy start 3')).toContain('it starts as soon as it is approved')
    expect(world.maya.card(3)).not.toMatch(/Starts|Start now/)
    await world.maya.asks('/deploy worker production tomorrow 9:00')
    expect(await world.maya.asks('/deploy cancel 4')).toContain('is cancelled. Nothing was changed.')
  })

  it('that is approved after its time starts then, as its card says', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web production in 10m')
    await world.pass({ minutes: 11 })
    expect(world.maya.card(1)).toMatch(
      /\*Once approved:\* It starts at once, since its time, .*03:10 UTC>, has passed\./,
    )
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('is refused where a freeze is on at its time, and passes one that is over by then', async () => {
    const world = await openWorld({ config: frozenUntil('2026-11-23T04:00Z') })
    expect(await world.maya.asks('/deploy web production in 30m')).toMatch(
      /Frozen until .*04:00 UTC> \(Rest\)/,
    )
    expect(await world.maya.asks('/deploy dry-run web production in 30m')).toMatch(
      /Frozen until .*04:00 UTC>/,
    )
    await world.maya.asks('/deploy web production in 90m')
    expect(world.maya.card(2)).toContain('*Waiting for approval:*')
  })

  it('goes by the team’s clock where Slack can’t say, and by no time that is past', async () => {
    const world = await openWorld({ config: (team) => ({ ...team, timeZone: 'Asia/Kolkata' }) })
    world.sandbox.slack.failNext('users.info', 'fatal_error', 10)
    expect(await asks(world, '/deploy web production at 9:00')).toMatch(
      /2026-11-23 03:30 UTC> by the clock of Asia\/Kolkata, because Slack could not say which is yours\./,
    )
    expect(await world.maya.asks('/deploy web production today at 1:00')).toContain(
      'is past, so nothing was planned.',
    )
    expect(await world.maya.asks('/deploy web production at noon')).toContain('needs a time such as at 22:00')
    await world.maya.say('@pilothouse please deploy docs to production in 2 hours', { in: 'deploys' })
    await world.settle()
    expect(world.maya.card(2)).toMatch(/docs → production.*Starts .*05:00 UTC>/s)
  })

  it('is asked for in the form, too', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy docs')
    const [view] = world.maya.views()
    const at = (minutes: number) => Math.floor(world.now().getTime() / 1000) + minutes * 60
    const id = view?.id ?? ''
    const answer = await world.maya.submit(id, { environment: 'production', startAt: at(-5) })
    expect(JSON.stringify(answer)).toContain('is past, so nothing was planned')
    await world.maya.submit(id, { startAt: at(90) })
    await world.settle()
    expect(world.maya.card(1)).toMatch(/Starts .*04:30 UTC>/)
  })
})

/** What is said at once, before the plan is made. */
async function asks(world: World, text: string): Promise<string> {
  await world.maya.asks(text)
  return world.maya.reads('deploys').find((said) => said.includes('Planning deployment')) ?? ''
}

async function passChecks({ sandbox }: World): Promise<void> {
  sandbox.github.setCheck(sandbox.github.commit('fix/cart-rounding')?.sha ?? '', 'test', 'success')
}

const frozenUntil =
  (to: string) =>
  (team: TeamConfig): TeamConfig => ({
    ...team,
    freezes: [
      {
        ...{ name: 'Rest', environments: ['production'], services: [], timeZone: 'UTC', except: [] },
        window: { is: 'once', from: Date.parse('2026-11-22T00:00Z'), to: Date.parse(to) },
      },
    ],
  })
