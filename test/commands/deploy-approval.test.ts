import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { people } from '../../src/sandbox/github/history.ts'
import type { SandboxMessage } from '../../src/sandbox/slack/protocol.ts'
import type { TestPerson, World } from '../world.ts'
import { openWorld } from '../world.ts'

const approvers = 'S0APPROVERS'

describe('who may approve', () => {
  it('is nobody who asked for it', async () => {
    const world = await openWorld()
    await world.priya.asks('/deploy web production fix/cart-rounding')
    expect(await world.priya.clicks('Approve')).toBe(
      'You asked for deployment 1 yourself, so somebody else must approve it. The card names how many approvals are missing.',
    )
    expectUntouched(world)
  })

  it('is nobody who wrote a commit of it, nobody outside the approvers, and nobody while Slack cannot say', async () => {
    const world = await waiting()
    expect(world.priya.card(1)).toContain('<@U0TOMAS0001> (wrote a commit)')
    expect(world.priya.card(1)).not.toContain(':warning:')
    expect(await world.tomas.clicks('Approve')).toBe(
      'Deployment 1 contains a commit of yours, so somebody else must approve it.',
    )
    expect(await world.jonas.clicks('Approve')).toBe(
      "You can't approve deployments to production, so deployment 1 is unchanged. Ask <!subteam^S0APPROVERS>, <@U0PRIYA0001>.",
    )
    expect(await world.jonas.asks('/deploy approve 1')).toContain(
      "You can't approve deployments to production",
    )
    await world.pass({ minutes: 2 })
    world.sandbox.slack.failNext('usergroups.users.list', 'no_such_subteam')
    expect(await world.priya.clicks('Approve')).toBe(
      "Pilothouse can't tell who may approve deployment 1: Slack knows no such user group: check its id in pilothouse.yml. Nobody's approval counts until it can. Try again in a minute.",
    )
    expectUntouched(world)
    expect(await world.priya.clicks('Approve')).toContain('You approved deployment 1')
  })

  it('is nobody who has just lost the group, and somebody who has just joined it', async () => {
    const world = await waiting({ config: approvedByGroupOnly })
    expect(await world.jonas.clicks('Approve')).toContain("You can't approve")
    await world.sandbox.slack.setGroupMembers(approvers, ['U0JONAS0001'])
    await world.settle()
    expect(await world.priya.clicks('Approve')).toContain("You can't approve deployments to production")
    expectUntouched(world)
    expect(await world.jonas.clicks('Approve')).toContain('You approved deployment 1')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('is said to be nobody where everybody named asked for it or wrote a commit', async () => {
    const world = await openWorld()
    await world.priya.asks('/deploy web production')
    expect(world.priya.card(1)).toContain(
      ':warning: *Nobody is left who may approve:* everybody named asked for it or wrote a commit. Add somebody to <!subteam^S0APPROVERS>: that counts at once.',
    )
    await world.sandbox.slack.setGroupMembers(approvers, ['U0TOMAS0001', 'U0PRIYA0001', 'U0JONAS0001'])
    await world.settle()
    expect(await world.jonas.clicks('Approve')).toContain('You approved deployment 1')
  })

  it('is said to be too few where more approvals are needed than people are left', async () => {
    const world = await waiting({ config: needing(2) })
    expect(world.priya.card(1)).toContain(':warning: *2 must approve, and only 1 may:* <@U0PRIYA0001>.')
  })

  it('is said to be unsure where more commits go out than were read', async () => {
    const world = await openWorld()
    for (let number = 1; number <= 60; number += 1)
      world.sandbox.github.push('main', { message: `Commit ${number}`, author: people.maya })
    await world.maya.asks('/deploy web production')
    expect(world.maya.card(1)).toContain(
      ':warning: Only the newest 50 of 63 commits were read: whoever wrote the others is not kept from approving.',
    )
  })
})

describe('approvals', () => {
  it('count once when a button is pressed twice', async () => {
    const world = await waiting()
    await Promise.all([press(world.priya), press(world.priya)])
    await world.settle()
    const privately = world.priya.reads('deploys').join('\n')
    expect(privately).toContain('no longer waits for approval, so your click changed nothing')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Approvals:* 1 of 1: <@U0PRIYA0001>')
    expect(releases(world)).toHaveLength(1)
  })

  it('start one rollout when two people give them in the same instant', async () => {
    const world = await waiting({ config: openTo(['U0PRIYA0001', 'U0JONAS0001']) })
    await Promise.all([press(world.priya), press(world.jonas)])
    await world.settle()
    await world.pass({ seconds: 30 })
    const privately = [...world.priya.reads('deploys'), ...world.jonas.reads('deploys')].join('\n')
    expect(privately).toContain('You approved deployment 1, and it starts as soon as nothing else holds it')
    expect(privately).toMatch(/no longer waits for approval, so your click changed nothing/)
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(world.maya.card(1)).toMatch(/1 of 1: <@U0(PRIYA|JONAS)0001>/)
    expect(releases(world)).toHaveLength(1)
  })

  it('of two people in the same instant are both counted where two are needed', async () => {
    const config = (team: TeamConfig) => needing(2)(openTo(['U0PRIYA0001', 'U0JONAS0001'])(team))
    const world = await waiting({ config })
    await Promise.all([press(world.priya), press(world.jonas)])
    await world.settle()
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('2 of 2')
    expect(world.maya.card(1)).toContain('Live and verified')
    expect(releases(world)).toHaveLength(1)
  })

  it('of one person count once where two are needed', async () => {
    const config = (team: TeamConfig) => needing(2)(openTo(['U0PRIYA0001', 'U0JONAS0001'])(team))
    const world = await waiting({ config })
    expect(await world.priya.clicks('Approve')).toBe(
      ':white_check_mark: You approved deployment 1: 1 of 2 approvals. It waits for the others.',
    )
    expect(await world.priya.clicks('Approve')).toBe(
      'You have approved deployment 1 already, and an approval counts once. Somebody else must give the next.',
    )
    expect(world.maya.card(1)).toContain('*Waiting for approval:* 1 of 2: <@U0PRIYA0001>')
    expectUntouched(world)
  })

  it('can be given by command', async () => {
    const world = await waiting()
    expect(await world.priya.asks('/deploy approve #1')).toContain('You approved deployment 1')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('come too late on a card of a deployment that has ended', async () => {
    const world = await waiting()
    const card = shownCard(world)
    const asSeen = card.blocks
    await world.maya.asks('/deploy cancel 1')
    card.blocks = asSeen
    expect(await world.priya.clicks('Approve')).toBe(
      'Deployment 1 is cancelled and no longer waits for approval, so your click changed nothing. Its card shows the newest state.',
    )
    expectUntouched(world)
  })

  it('are not waited for longer than configured', async () => {
    const world = await waiting()
    await world.pass({ minutes: 24 * 60 - 1 })
    expect(world.maya.card(1)).toContain('Waiting for approval')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('because not enough people approved in time. Nothing was changed.')
    expect(world.maya.card(1)).toContain('*Next:* ask again with `/deploy web production main`')
    expect(await world.priya.asks('/deploy approve 1')).toContain(
      'Deployment 1 is expired and no longer waits',
    )
    expectUntouched(world)
  })
})

type Config = { config?: (team: TeamConfig) => TeamConfig }

/** Maya asked for web on production; priya may approve. */
async function waiting(options: Config = {}): Promise<World> {
  const world = await openWorld(options)
  await world.maya.asks('/deploy web production')
  return world
}

const withApprovals =
  (change: Partial<TeamConfig['environments'][number]['approvals']>) => (team: TeamConfig) => ({
    ...team,
    environments: team.environments.map((environment) =>
      environment.name === 'production'
        ? { ...environment, approvals: { ...environment.approvals, ...change } }
        : environment,
    ),
  })
const approvedByGroupOnly = withApprovals({ users: [] })
const needing = (required: number) => withApprovals({ required })
const openTo = (users: string[]) => withApprovals({ users })

const releases = ({ sandbox }: World) => sandbox.vercel.records.filter(({ act }) => act === 'vercel-promote')

function expectUntouched({ sandbox, maya }: World): void {
  expect(sandbox.vercel.records).toEqual([])
  expect(sandbox.github.records).toEqual([])
  expect(maya.card(1)).not.toContain('Live and verified')
}

/** Presses without waiting for what comes of it, so that two people can press at once. */
const press = (person: TestPerson) => person.click({ in: 'deploys', actionId: 'deployment.approve' })

const shownCard = ({ sandbox }: World): SandboxMessage => {
  const messages: SandboxMessage[] = sandbox.slack.state.messages.C0DEPLOYS01 ?? []
  const card = messages.findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes('deployment.approve'))
  if (!card) throw new Error('There is no card to approve.')
  return card
}
