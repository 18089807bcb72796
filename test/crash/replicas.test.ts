import { describe, expect, test } from 'vitest'
import { type BotProcess, programs, spawnBot, variablesFor } from './bot-process.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Finish, openStage, persist, type Stage, until } from './stage.ts'
import { keysPosted, recorded } from './told.ts'

const everything = ['web production', 'docs production', 'web staging', 'docs staging', 'worker staging']

describe.concurrent('two replicas on one database', { timeout: 240_000 }, () => {
  test('share the work', async ({ onTestFinished }) => {
    const stage = await openStage(onTestFinished)
    const replicas = await Promise.all([
      startReplica(stage, onTestFinished),
      startReplica(stage, onTestFinished),
    ])
    for (const what of everything) await request(stage, what)
    await approveAll(stage)
    await until(
      async () => (await countIn(stage, 'verified')) === everything.length && (await stage.isTold()),
    )
    for (const { relay } of replicas) expect(relay.seen.length).toBeGreaterThan(3)
    expect(keysPosted(stage.sandbox)).toEqual(everything.map((_, index) => `deployment/${index + 1}/card`))
    expect(recorded(stage.sandbox.github).filter((act) => act === 'github-deployment')).toHaveLength(5)
    expect(recorded(stage.sandbox.github).filter((act) => act === 'workflow-dispatch')).toHaveLength(1)
    expect(recorded(stage.sandbox.vercel).filter((act) => act === 'vercel-deployment')).toHaveLength(4)
  })

  test('the other one takes over within 20 s when the busy one is killed in the middle of a roll-out', async ({
    onTestFinished,
  }) => {
    const stage = await openStage(onTestFinished)
    let killedAt: number | undefined
    const dies = (act: string) => {
      if (act !== 'vercel promote' || killedAt !== undefined) return false
      killedAt = performance.now()
      return true
    }
    const replicas = [
      await startReplica(stage, onTestFinished, dies),
      await startReplica(stage, onTestFinished, dies),
    ]
    await request(stage, 'web production')
    await approveAll(stage)
    const attempts = () => replicas.filter(({ relay }) => relay.seen.includes('vercel promote'))
    await until(() => attempts().length === 2)
    const takenOverMs = performance.now() - (killedAt ?? 0)
    await until(async () => (await countIn(stage, 'verified')) === 1 && (await stage.isTold()))
    expect(takenOverMs).toBeLessThan(20_000)
    expect(recorded(stage.sandbox.vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
    expect(recorded(stage.sandbox.github)).toEqual([
      'github-deployment',
      'github-deployment-status in_progress',
      'github-deployment-status success',
    ])
    expect(keysPosted(stage.sandbox)).toEqual(['deployment/1/card'])
  })
})

type Replica = { bot: BotProcess; relay: Relay }

/** With the settings of production. It is killed when a request for an act arrives that it dies of. */
async function startReplica(
  stage: Stage,
  finish: Finish,
  dies: (act: string) => boolean = () => false,
): Promise<Replica> {
  const relay = await startRelay(stage.sandbox.url, (act, moment) => {
    const isDoomed = moment === 'before' && dies(act)
    if (isDoomed) void bot.kill('SIGKILL')
    return isDoomed
  })
  const variables = variablesFor(stage.sandbox, stage.databaseUrl, relay.url)
  const bot = spawnBot({ program: programs.real, variables })
  finish(async () => {
    await bot.kill('SIGKILL')
    await relay.close()
  })
  await bot.ready
  return { bot, relay }
}

async function request({ sandbox, rows }: Stage, what: string): Promise<void> {
  const [service = '', environment = ''] = what.split(' ')
  const asked = `select from deployments where service = '${service}' and environment = '${environment}'`
  await persist(
    async () => (await rows(asked)).length > 0,
    () => sandbox.slack.person('U0MAYA00001').type(`/deploy ${what}`),
  )
}

async function approveAll(stage: Stage): Promise<void> {
  const priya = stage.sandbox.slack.person('U0PRIYA0001')
  await persist(
    async () => (await countIn(stage, 'planned', 'awaiting-approval')) === 0,
    async () => priya.click({ in: 'deploys', actionId: 'deployment.approve' }),
  )
}

async function countIn({ rows }: Stage, ...states: string[]): Promise<number> {
  const named = states.map((state) => `'${state}'`).join(', ')
  return (await rows(`select from deployments where state in (${named})`)).length
}
