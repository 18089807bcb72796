import { Client } from 'pg'
import type { TestContext } from 'vitest'
import { noRateLimits } from '../../src/sandbox/slack/limits.ts'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import type { ActAnswer } from '../../src/sandbox/slack/protocol.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import { freshDatabase } from '../postgres.ts'
import { spawnBot, variablesFor } from './bot-process.ts'
import { hastyBot } from './hasty-bot.ts'
import { quickConfig } from './quick-config.ts'
import { type Relay, startRelay } from './relay.ts'

export type Finish = TestContext['onTestFinished']

export type Stage = {
  sandbox: Sandbox
  databaseUrl: string
  /** What a bot needs to work here, through `url` where something stands in between. */
  variables(url?: string): Record<string, string>
  /** The rows that a statement gives. */
  rows<Row extends object>(sql: string): Promise<Row[]>
  /** True where Slack shows everything as it is wanted. */
  isTold(): Promise<boolean>
}

type StageOptions = { slack?: Parameters<typeof startSandbox>[0]['slack'] }

/** Stand-ins by the real clock, in which builds and runs take a tenth of a second, and a database. */
export async function openStage(finish: Finish, { slack }: StageOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox({
    port: 0,
    limits: noRateLimits,
    slack: { manifest: readManifest('manifest.yml'), ...slack },
    vercel: { timings: { queuedMs: 20, buildMs: 80, promoteMs: 50 } },
    github: { timings: { queuedMs: 20, jobMs: 50 } },
  })
  finish(() => sandbox.close())
  const database = await freshDatabase()
  finish(() => database.drop())
  const client = new Client({ connectionString: database.url })
  await client.connect()
  finish(() => client.end())
  const rows = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows
  const isTold = async () =>
    (await rows('select from messages where shown_version < wanted_version and failed_because is null'))
      .length === 0
  const PILOTHOUSE_CONFIG = await quickConfig(finish)
  const variables = (url?: string) => ({ ...variablesFor(sandbox, database.url, url), PILOTHOUSE_CONFIG })
  return { sandbox, databaseUrl: database.url, variables, rows, isTold }
}

/** So long that a machine busy with other things does not fail a test. */
const patienceMs = 120_000

export type Fate = {
  /** What it died of, in order, such as `before vercel promote`. */
  kills: string[]
  relay: Relay
  /** Kills it, and leaves it so. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Throws what went wrong with the bot's processes, if anything did. */
  check(): void
}

export type Doom = {
  /** What the bot dies of, such as `before vercel promote` or `after vercel promote`; each kills once. */
  dies: (boundary: string) => boolean
  /** Where nobody starts it again but `resume`. */
  staysDead?: string
  variables?: Record<string, string>
}

/** A bot that is killed at once before or at once after outside acts, and started again each time. */
export async function startDoomed(stage: Stage, finish: Finish, doom: Doom): Promise<Fate> {
  const kills: string[] = []
  let isOver = false
  let isDying = false
  let trouble: unknown
  const relay = await startRelay(stage.sandbox.url, (act, moment) => {
    const boundary = `${moment} ${act}`
    const isDoomed = !isOver && doom.dies(boundary) && !kills.includes(boundary)
    if (isDying) {
      // What arrives from a process that is ending shares its fate: it died there, too.
      if (isDoomed && boundary !== doom.staysDead) kills.push(boundary)
      return true
    }
    if (!isDoomed) return false
    kills.push(boundary)
    isDying = true
    void restart(boundary)
    return true
  })
  const { program, variables } = await hastyBot()
  const start = () =>
    spawnBot({
      program,
      nodeOptions: ['--max-semi-space-size=32'],
      variables: { ...variables, ...stage.variables(relay.url), ...doom.variables },
    })
  let bot = start()
  const restart = async (boundary: string) => {
    await bot.kill('SIGKILL')
    isDying = false
    if (isOver || doom.staysDead === boundary) return
    bot = start()
    bot.ready.catch((error: unknown) => {
      if (!isOver && !error?.toString().includes('ended with null')) trouble = error
    })
  }
  finish(async () => {
    isOver = true
    await bot.kill('SIGKILL')
    await relay.close()
  })
  await bot.ready
  const check = () => {
    if (trouble) throw trouble
  }
  return {
    ...{ kills, relay, check },
    pause: async () => void (await bot.kill('SIGKILL')),
    resume: async () => {
      await bot.ended
      bot = start()
      await bot.ready
    },
  }
}

/** Does what a person does, again where the bot did not answer: it may have died before or after it took notice. */
export async function persist(isDone: () => Promise<boolean>, act: () => Promise<ActAnswer>): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error('What was asked for did not happen in time.')
    const isTaken = await act().then(
      ({ trouble }) => trouble === undefined,
      () => false,
    )
    await until(isDone, isTaken ? 20_000 : 500).catch(() => {})
  }
}

/** Polls until the condition holds; seldom, because each look is a question to the database. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  deadlineMs = patienceMs,
): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('What the test waits for did not happen in time.')
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}
