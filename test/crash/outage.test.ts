import { describe, expect, test } from 'vitest'
import { type BotProcess, program, spawnBot } from './bot-process.ts'
import { beginDeployment, firstState } from './deploy.ts'
import { openGate } from './gate.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Finish, openStage, persist, type Stage, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const maya = 'U0MAYA00001'

describe.concurrent('a bot that works', { timeout: 240_000 }, () => {
  test('goes on by itself after its database was away, and says so to whoever types meanwhile', async ({
    onTestFinished,
  }) => {
    const stage = await openStage(onTestFinished)
    const gate = await openGate(stage.databaseUrl)
    onTestFinished(() => gate.close())
    const { bot, relay } = await startBot(stage, onTestFinished, gate.url)
    await beginDeployment(stage, 'web production')
    await until(() => relay.seen.includes('vercel deployments'))
    await gate.shut()
    const back = performance.now() + 6000
    const answer = await asks(stage, '/status')
    await until(() => performance.now() > back)
    await gate.reopen()
    await until(() => isVerified(stage))
    expect(answer).toMatch(/^Pilothouse cannot reach its own database at the moment\. .*try again/i)
    expect(bot.isAlive()).toBe(true)
    expect(recorded(stage.sandbox.vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
    expect(keysPosted(stage.sandbox)).toEqual(['deployment/1/card'])
    expect(await asks(stage, '/status')).toContain('web')
  })

  const outages = ['slackSilent', 'slackRateLimited'] as const
  test.for(outages)(
    'finishes a roll-out during %s, and tells it after',
    async (fault, { onTestFinished }) => {
      const stage = await openStage(onTestFinished)
      const { relay } = await startBot(stage, onTestFinished)
      await beginDeployment(stage, 'web production')
      await until(() => relay.seen.includes('github deployments'))
      stage.sandbox.faults[fault] = true
      const person = stage.sandbox.slack.person(maya)
      await person.type('/incident checkout returns 500s p0', { in: 'incidents' })
      for (const said of ['first', 'second', 'third'])
        await persist(
          async () =>
            (await stage.rows(`select from timeline where event::text like '%${said}%'`)).length > 0,
          () => person.type(`/incident update 1 ${said}`, { in: 'incidents' }),
        )
      await until(async () => (await firstState(stage)) === 'verified')
      stage.sandbox.faults[fault] = false
      await until(() => isVerified(stage))
      const keys = keysPosted(stage.sandbox)
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
      const updates = person.reads('company-updates').map((text) => /first|second|third/.exec(text)?.[0])
      expect(updates.filter(Boolean)).toEqual(['first', 'second', 'third'])
      expect(person.reads('deploys').filter((text) => text.includes('Live and verified'))).toHaveLength(1)
    },
  )

  test('keeps what it has to say while its token is refused', async ({ onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const { bot, process } = await startBot(stage, onTestFinished)
    const { tokens } = stage.sandbox.slack.state
    const good = tokens.bot
    tokens.bot = 'xoxb-sandbox-another'
    await stage.sandbox.slack.person(maya).type('/deploy web staging')
    await until(async () => (await firstState(stage)) === 'verified')
    const said = process.logged.filter(({ msg }) => String(msg).includes('Slack did not take a message'))
    expect(JSON.stringify(said[0])).toContain('token')
    expect(keysPosted(stage.sandbox)).toEqual([])
    tokens.bot = good
    await until(() => isVerified(stage))
    expect(keysPosted(stage.sandbox)).toEqual(['deployment/1/card'])
    expect(bot.isAlive()).toBe(true)
  })
})

type Started = { bot: { isAlive(): boolean }; process: BotProcess; relay: Relay }

async function startBot(stage: Stage, finish: Finish, databaseUrl = stage.databaseUrl): Promise<Started> {
  const relay = await startRelay(stage.sandbox.url)
  const process = spawnBot({
    program,
    variables: { ...stage.variables(relay.url), DATABASE_URL: databaseUrl },
  })
  let isAlive = true
  void process.ended.then(() => {
    isAlive = false
  })
  finish(async () => {
    await process.kill('SIGKILL')
    await relay.close()
  })
  await process.ready
  return { bot: { isAlive: () => isAlive }, process, relay }
}

/** The private answer to a command. */
async function asks({ sandbox }: Stage, text: string): Promise<string> {
  const person = sandbox.slack.person(maya)
  const answers = () => person.sees('deploys').filter(({ ephemeralFor }) => ephemeralFor === maya).length
  const before = answers()
  const { trouble } = await person.type(text)
  if (trouble) return trouble
  await until(() => answers() > before)
  const index = person.sees('deploys').findLastIndex(({ ephemeralFor }) => ephemeralFor === maya)
  return person.reads('deploys')[index] ?? ''
}

async function isVerified(stage: Stage): Promise<boolean> {
  return (await firstState(stage)) === 'verified' && (await stage.isTold())
}
