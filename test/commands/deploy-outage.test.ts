import { describe, expect, it } from 'vitest'
import type { World } from '../world.ts'
import { openWorld, until } from '../world.ts'

describe('GitHub down while a deployment is planned', () => {
  it('is tried again until it works', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits.main$/, 502, 4)
    expect(await world.maya.asks('/deploy web production')).toContain('Planning deployment 1')
    expect(world.maya.cards()).toEqual([])
    await world.pass({ seconds: 10 })
    expect(world.maya.card(1)).toContain('Waiting for approval')
    expect(lastPrivate(world)).toContain('*web → production · deployment 1* is planned: 3 commits.')
  })

  it('is told to the requester once it took too long', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits.main$/, 502, 100)
    await world.maya.asks('/deploy web production')
    await world.pass({ minutes: 3 })
    expect(lastPrivate(world)).toContain('*Failed at “Take the facts and plan”.* GitHub could not')
    expect(lastPrivate(world)).toContain('*What it leaves:* Nothing was changed.')
    expect(lastPrivate(world)).toContain('Ask again with `/deploy web production main`.')
    expect(world.maya.cards()).toEqual([])
    expect(world.sandbox.vercel.records).toEqual([])
  })

  it('is told at once where trying again would not help', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits.main$/, 401, 10)
    const answer = await world.maya.asks('/deploy web production')
    expect(answer).toContain('it refused the token')
    expect(answer).toContain('Put a valid one into GITHUB_TOKEN and restart.')
  })
})

describe('Vercel down while a deployment is planned', () => {
  it('is tried again until it works', async () => {
    const world = await openWorld()
    world.sandbox.vercel.failNext(/projects/, 503, 4)
    await world.maya.asks('/deploy web production')
    await world.pass({ seconds: 10 })
    expect(world.maya.card(1)).toContain('Waiting for approval')
  })
})

describe('GitHub slow', () => {
  it('delays the plan, and the command is answered at once', async () => {
    const world = await openWorld()
    world.sandbox.faults.githubSlow = true
    await world.maya.type('/deploy web production')
    await until(() => lastPrivate(world).includes('Planning deployment 1'))
    expect(world.maya.cards()).toEqual([])
    world.sandbox.faults.githubSlow = false
    await until(() => lastPrivate(world).includes('is planned: 3 commits'))
    await until(() => world.maya.card(1).includes('Waiting for approval'))
  }, 15_000)
})

describe('an answer that comes too late for its command', () => {
  it('is sent as a direct message', async () => {
    const world = await openWorld()
    world.sandbox.github.failNext(/commits.main$/, 502, 4)
    await world.maya.asks('/deploy web production')
    const answer_to = `${world.sandbox.url}/slack/respond/expired`
    await world.bot.deps.db.updateTable('deployments').set({ answer_to }).execute()
    await world.pass({ seconds: 10 })
    expect(world.maya.reads('pilothouse')).toEqual([
      expect.stringContaining('*web → production · deployment 1* is planned: 3 commits.'),
    ])
    expect(world.maya.card(1)).toContain('Waiting for approval')
  })
})

describe('a card that its channel does not take', () => {
  it('is told to the requester privately, once, with why and what works meanwhile', async () => {
    const world = await openWorld()
    for (const [index, { error, because }] of notTaken.entries()) {
      const id = index + 1
      world.sandbox.slack.failNext('chat.postMessage', error)
      await world.maya.asks('/deploy web production')
      const told = world.maya.reads('pilothouse').at(-1)
      expect(told).toContain(
        `:warning: *web → production · deployment ${id}* goes on, but its card can't be shown in <#C0DEPLOYS01>: ${because}`,
      )
      expect(told).toContain(
        `Until that is mended, use \`/deploy details ${id}\`, \`/deploy approve ${id}\` and \`/deploy cancel ${id}\`.`,
      )
      if (id < notTaken.length) await world.maya.asks(`/deploy cancel ${id}`)
    }
    expect(world.priya.reads('pilothouse')).toEqual([])

    const last = notTaken.length
    await world.priya.asks(`/deploy approve ${last}`)
    await world.pass({ minutes: 1 })
    expect(await world.maya.asks(`/deploy details ${last}`)).toContain('live and verified')
    expect(world.maya.reads('pilothouse').filter((text) => text.includes('goes on, but'))).toHaveLength(last)
  })
})

const notTaken = [
  {
    error: 'not_in_channel',
    because: 'Pilothouse is not in <#C0DEPLOYS01>: invite it with `/invite @pilothouse`.',
  },
  {
    error: 'channel_not_found',
    because:
      'Slack knows no channel <#C0DEPLOYS01>, or it is private and Pilothouse is not in it: check its id in pilothouse.yml, or invite Pilothouse there.',
  },
  { error: 'is_archived', because: '<#C0DEPLOYS01> is archived' },
]

function lastPrivate({ maya }: World): string {
  const index = maya.sees('deploys').findLastIndex(({ ephemeralFor }) => ephemeralFor === maya.id)
  return maya.reads('deploys')[index] ?? ''
}
