import { onTestFinished } from 'vitest'
import { type Bot, startBot } from '../src/bot.ts'
import type { TeamConfig } from '../src/domain/policy.ts'
import { noRateLimits } from '../src/sandbox/slack/limits.ts'
import { readManifest } from '../src/sandbox/slack/manifest.ts'
import type { Click, Person } from '../src/sandbox/slack/person.ts'
import type { ActAnswer } from '../src/sandbox/slack/protocol.ts'
import { type Sandbox, startSandbox } from '../src/sandbox/world.ts'
import { sweep } from '../src/workflows/sweep.ts'
import { accessesOf } from './accesses.ts'
import { nextDueAt } from './next-due.ts'
import { freshDatabase } from './postgres.ts'
import { silentLog } from './silent-log.ts'
import { type Kept, shortened } from './world-config.ts'
import { sampleConfig } from './world-sample.ts'

/** A Monday, 03:00 UTC. */
const start = Date.parse('2026-11-23T03:00:00Z')

export type World = {
  bot: Bot
  sandbox: Sandbox
  now(): Date
  maya: TestPerson
  tomas: TestPerson
  priya: TestPerson
  jonas: TestPerson
  /** Lets everything happen that is due at this moment of the fixed clock. */
  settle(): Promise<void>
  /** Moves the clock, stopping wherever something is due on the way. */
  pass(duration: { seconds?: number; minutes?: number }): Promise<void>
}

export type TestPerson = Person & {
  /** Types a command and returns the private answer that it ends with. */
  asks(text: string, channel?: string): Promise<string>
  /** The text of every deployment card in #deploys. */
  cards(): string[]
  /** The text of one deployment's card. */
  card(id: number): string
  /** Presses the newest button of this name in a channel, and returns the private answer, if there is one. */
  clicks(button: string, channel?: string): Promise<string>
}

type Options = Partial<Kept> & {
  config?: (config: TeamConfig) => TeamConfig
  /** True: there is the shop's database, filled. */
  hasShop?: boolean
  /** Workers of each queue. Every one of them asks the database whenever there is work, so one is fastest for one story. */
  concurrency?: number
  /** For links to the page for when Slack is away. */
  links?: Parameters<typeof startBot>[0]['links']
}

/** The whole bot against the sandbox's stand-ins and a database of its own, at a fixed time. */
export async function openWorld({
  config = (same) => same,
  hasStages = false,
  isWatched = hasStages,
  hasChecklist = false,
  isPaging = false,
  hasAftermath = false,
  hasOutlets = false,
  hasChecks = false,
  hasMeasures = false,
  hasShop = hasChecks || hasMeasures,
  concurrency = 1,
  links,
}: Options = {}): Promise<World> {
  const clock = { now: new Date(start) }
  const now = () => new Date(clock.now)
  const slack = { manifest: readManifest('manifest.yml') }
  const shop = hasShop ? await openShopDatabase() : null
  const sandbox = await startSandbox({ port: 0, limits: noRateLimits, now, slack, hasMail: isPaging, shop })
  onTestFinished(() => sandbox.close())
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const bot = await startBot({
    ...botOptions(
      sandbox,
      database.url,
      config(
        shortened(sampleConfig(sandbox), {
          ...{
            isWatched,
            hasStages,
            hasChecklist,
            hasAftermath,
            isPaging,
            hasOutlets,
            hasChecks,
            hasMeasures,
          },
        }),
      ),
      now,
    ),
    ...{ concurrency, links },
  })
  onTestFinished(() => bot.stop())
  await until(() => sandbox.slack.isConnected())
  const settle = () => settleWorld(bot)
  const person = (id: string) => testPerson(sandbox, id, settle)
  return {
    ...{ bot, sandbox, now, settle },
    maya: person('U0MAYA00001'),
    tomas: person('U0TOMAS0001'),
    priya: person('U0PRIYA0001'),
    jonas: person('U0JONAS0001'),
    pass: ({ seconds = 0, minutes = 0 }) => passTime(bot, clock, (minutes * 60 + seconds) * 1000),
  }
}

async function openShopDatabase(): Promise<{ databaseUrl: string }> {
  const database = await freshDatabase('template_shop')
  onTestFinished(() => database.drop())
  return { databaseUrl: database.url }
}

function botOptions(sandbox: Sandbox, databaseUrl: string, config: TeamConfig, now: () => Date) {
  return {
    ...{
      config,
      databaseUrl,
      now,
      log: silentLog,
      host: '127.0.0.1',
      port: 0,
      isPaced: false,
      isScheduling: false,
    },
    ...accessesOf(sandbox),
  }
}

async function settleWorld(bot: Bot): Promise<void> {
  await sweep(bot.deps)
  await until(() => bot.isIdle())
}

async function passTime(bot: Bot, clock: { now: Date }, ms: number): Promise<void> {
  const end = clock.now.getTime() + ms
  for (;;) {
    const next = await nextDueAt(bot, clock.now)
    if (next === null || next.getTime() > end) break
    clock.now = next
    await settleWorld(bot)
  }
  clock.now = new Date(end)
  await settleWorld(bot)
}

function testPerson(sandbox: Sandbox, id: string, settle: () => Promise<void>): TestPerson {
  const person = sandbox.slack.person(id)
  const cards = () => person.reads('deploys').filter((text) => /^\S+ → \S+ · deployment \d+\n/.test(text))
  /** What was said privately because of this, whether as a new message or in the place of an old one. */
  const answered = async (channel: string, act: () => Promise<ActAnswer>): Promise<string> => {
    const before = person.reads(channel)
    const answer = await act()
    if (answer.trouble) return answer.trouble
    await settle()
    const seen = person.sees(channel)
    const index = seen.findLastIndex((message) => message.ephemeralFor === id)
    const text = person.reads(channel)[index] ?? ''
    return before[index] === text ? '' : text
  }
  return {
    ...person,
    cards,
    card: (number) => cards().find((text) => text.includes(`deployment ${number}\n`)) ?? '',
    asks: (text, channel = 'deploys') => answered(channel, () => person.type(text, { in: channel })),
    clicks: (button, channel = 'deploys') =>
      answered(channel, () => person.click(buttonNamed(person, button, channel))),
  }
}

function buttonNamed(person: Person, name: string, channel: string): Click {
  for (const message of person.sees(channel).toReversed()) {
    for (const block of message.blocks ?? []) {
      const accessory = block.type === 'section' ? block.accessory : undefined
      const elements = block.type === 'actions' ? block.elements : accessory ? [accessory] : []
      const button = elements
        .filter((element) => element.type === 'button')
        .find((element) => element.text.text === name)
      if (button?.action_id)
        return { in: { channel: message.channel, ts: message.ts }, actionId: button.action_id }
    }
  }
  throw new Error(`There is no button "${name}" in #${channel}.`)
}

/** The request id in the only audit row of an action. */
export async function gestureOf({ bot }: World, action: string): Promise<string | null> {
  const rows = bot.deps.db.selectFrom('audit').select('request_id').where('action', '=', action)
  return (await rows.executeTakeFirstOrThrow()).request_id
}

/** Polls until the condition holds; the deadline fails the test. */
export async function until(condition: () => boolean | Promise<boolean>, deadlineMs = 10_000): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('What the test waits for did not happen in time.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
