import { describe, expect, it } from 'vitest'
import { people } from '../../src/sandbox/github/history.ts'
import type { SandboxMessage } from '../../src/sandbox/slack/protocol.ts'
import { shortSha } from '../shas.ts'
import type { World } from '../world.ts'
import { openWorld } from '../world.ts'

const asked = '/deploy web production'

describe('a ref that moves after approval', () => {
  it('voids the approvals where the commit was force-pushed away, and says so', async () => {
    const world = await approvedButWaiting()
    const { github } = world.sandbox
    github.forcePush('fix/cart-rounding', github.commit('main')?.sha ?? '')
    github.push('fix/cart-rounding', { message: 'Round again, better', author: people.tomas })
    const head = github.commit('fix/cart-rounding')?.sha.slice(0, 7)
    await world.pass({ seconds: 20 })

    const card = world.priya.card(1)
    expect(card).toContain('*Waiting for approval:* 0 of 1')
    expect(card).toContain(
      `:warning: *Approvals are void because* fix/cart-rounding was force-pushed to ${head}, and b`.slice(
        0,
        90,
      ),
    )
    expect(card).toContain('is no longer on it. Please look again before you approve.')
    expect(card).toContain('Round again, better')
    expect(promotions(world)).toEqual([])

    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.priya.card(1)).toContain('Live and verified')
    expect(world.priya.card(1)).not.toContain('Approvals are void')
    expect(liveSha(world)).toBe(github.commit('fix/cart-rounding')?.sha)
  })

  it('takes no approval from the card of the round before', async () => {
    const world = await approvedButWaiting()
    const { github } = world.sandbox
    github.forcePush('fix/cart-rounding', github.commit('main')?.sha ?? '')
    github.push('fix/cart-rounding', { message: 'Round again, better', author: people.tomas })
    await world.pass({ seconds: 20 })
    const card = cardOf(world)
    const now = card.blocks
    card.blocks = world.seen.blocks
    expect(await world.priya.clicks('Approve')).toBe(
      'The plan of deployment 1 changed after the card you clicked was drawn, so your approval was not counted. Look at the new card, then approve that one.',
    )
    card.blocks = now
    expect(world.priya.card(1)).toContain('*Waiting for approval:* 0 of 1')
    expect(promotions(world)).toEqual([])
  })

  it('says that the branch is gone, and goes nowhere', async () => {
    const world = await approvedButWaiting()
    world.sandbox.github.deleteBranch('fix/cart-rounding')
    await world.pass({ seconds: 20 })
    expect(world.priya.card(1)).toContain(
      '*Not possible.* `harbour/shop` has no branch, tag or commit `fix/cart-rounding`',
    )
    expect(promotions(world)).toEqual([])
  })

  it('keeps them where a commit was pushed on top, and releases what was approved', async () => {
    const world = await approvedButWaiting()
    const { github } = world.sandbox
    const approved = github.commit('fix/cart-rounding')?.sha ?? ''
    github.push('fix/cart-rounding', { message: 'Not looked at yet', author: people.maya })
    github.setCheck(approved, 'test', 'success')
    await world.pass({ minutes: 1 })
    expect(world.priya.card(1)).toContain('Live and verified')
    expect(world.priya.card(1)).not.toContain('Not looked at yet')
    expect(liveSha(world)).toBe(approved)
  })
})

describe('checks after approval', () => {
  it('are waited for, and then it goes on by itself', async () => {
    const world = await approvedButWaiting()
    await world.pass({ minutes: 1 })
    expect(world.priya.card(1)).toContain('Check the facts again')
    expect(world.priya.card(1)).toContain(
      '*Approved.* Waiting for 1 check: test. It goes on by itself when they pass.',
    )
    expect(world.sandbox.vercel.records).toEqual([])
    const sha = world.sandbox.github.commit('fix/cart-rounding')?.sha ?? ''
    world.sandbox.github.setCheck(sha, 'test', 'success')
    await world.pass({ seconds: 40 })
    expect(world.priya.card(1)).toContain('Live and verified')
  })

  it('that turn red stop it with their names', async () => {
    const world = await approvedButWaiting()
    const sha = world.sandbox.github.commit('fix/cart-rounding')?.sha ?? ''
    world.sandbox.github.setCheck(sha, 'test', 'failure')
    await world.pass({ seconds: 40 })
    expect(world.priya.card(1)).toContain(
      `*Failed at “Check the facts again”.* test turned red on ${sha.slice(0, 7)}.\n*What it leaves:* Nothing was changed.\n*Next:* Mend what it names, then deploy again.`,
    )
    expect(world.sandbox.vercel.records).toEqual([])
  })

  it('that stay pending are given up at the deadline', async () => {
    const world = await approvedButWaiting()
    const { db } = world.bot.deps
    await db.updateTable('acts').set({ deadline_at: world.now() }).where('state', '=', 'intended').execute()
    await world.pass({ minutes: 1 })
    expect(world.priya.card(1)).toContain('*Failed at “Check the facts again”.* Waiting for 1 check: test.')
    expect(world.sandbox.vercel.records).toEqual([])
  })

  it('that are red before planning refuse it to the requester alone', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy web production feature/gift-cards')).toContain(
      'has failed checks: `test`. They are required here, so nothing was planned. Make them pass, then ask again.',
    )
    expect(world.priya.cards()).toEqual([])
  })

  it('are only shown where the environment says so', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy web staging feature/gift-cards')
    await world.pass({ seconds: 40 })
    expect(world.maya.card(1)).toContain(':x: 1 failed:')
    expect(world.maya.card(1)).toContain('Live and verified')
  })
})

describe('somebody else’s promotion between approval and start', () => {
  it('voids the approvals and says what runs now', async () => {
    const world = await approvedButWaiting()
    const promoted = promoteByHand(world, 'main~1')
    await passChecks(world)
    const card = world.priya.card(1)
    expect(card).toContain(`*Approvals are void because* production now runs ${promoted.slice(0, 7)}.`)
    expect(card).toContain('*Waiting for approval:* 0 of 1')
    expect(promotions(world)).toEqual([])
  })

  it('of the same commit leaves nothing to do', async () => {
    const world = await approvedButWaiting()
    promoteByHand(world, 'fix/cart-rounding')
    await passChecks(world)
    expect(world.priya.card(1)).toMatch(
      /\*Not possible\.\* production already runs `\w{7}` of `web`, so there is nothing to deploy\./,
    )
    expect(promotions(world)).toEqual([])
  })
})

describe('a deployment of', () => {
  it('an older commit says that it goes back, and takes the ready build', async () => {
    const world = await openWorld()
    await world.maya.asks(asked)
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    const before = world.sandbox.github.commit('main~3')?.sha ?? ''
    await world.maya.asks(`/deploy web production ${before.slice(0, 7)}`)
    expect(world.priya.card(2)).toContain(':rewind: *This goes back* and takes 3 commits out of what is live')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.priya.card(2)).toContain('Live and verified')
    expect(liveSha(world)).toBe(before)
    expect(world.sandbox.vercel.records.map(({ act }) => act)).toEqual([
      'vercel-deployment',
      'vercel-promote',
      'vercel-promote',
    ])
  })

  it('what is live already is refused', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/deploy web production v1.1.0')).toContain(
      `production already runs \`${shortSha(world, 'main~3')}\` of \`web\`, so there is nothing to deploy. Push a new commit, or name another branch.`,
    )
    expect(world.priya.cards()).toEqual([])
  })
})

type Waiting = World & { seen: SandboxMessage }

/** A deployment that priya approved and whose test is still running on GitHub; `seen` is the card she approved. */
async function approvedButWaiting(): Promise<Waiting> {
  const world = await openWorld()
  await world.maya.asks('/deploy web production fix/cart-rounding')
  const seen = { ...cardOf(world) }
  await world.priya.clicks('Approve')
  expect(world.priya.card(1)).toContain('*Approved.*')
  return { ...world, seen }
}

function cardOf({ sandbox }: World): SandboxMessage {
  const messages: SandboxMessage[] = sandbox.slack.state.messages.C0DEPLOYS01 ?? []
  const card = messages.findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes('deployment.details'))
  if (!card) throw new Error('There is no card.')
  return card
}

async function passChecks(world: World): Promise<void> {
  const { github } = world.sandbox
  github.setCheck(github.commit('fix/cart-rounding')?.sha ?? '', 'test', 'success')
  await world.pass({ seconds: 40 })
}

/** Puts a build of a commit live in Vercel, as somebody would in its dashboard; returns the commit. */
function promoteByHand({ sandbox, now }: World, ref: string): string {
  const { state } = sandbox.vercel
  const project = state.projects.find(({ id }) => id === 'prj_shop_web')
  const live = state.builds.find(({ id }) => id === project?.live)
  const commit = sandbox.github.commit(ref)
  if (!project || !live || !commit) throw new Error('The sandbox lacks what somebody would promote.')
  const build = { ...live, id: 'dpl_by_hand', host: 'by-hand.vercel.example', sha: commit.sha }
  state.builds.push({ ...build, createdAt: now().getTime() })
  state.aliases[project.domain] = { build: build.id, at: now().getTime() }
  project.live = build.id
  project.liveSince = now().getTime()
  return commit.sha
}

const promotions = ({ sandbox }: World) =>
  sandbox.vercel.records.filter(({ act }) => act === 'vercel-promote')

function liveSha({ sandbox }: World): string | undefined {
  const { state } = sandbox.vercel
  const live = state.projects.find(({ id }) => id === 'prj_shop_web')?.live
  return state.builds.find(({ id }) => id === live)?.sha
}
