import { sql } from 'kysely'
import { inject, onTestFinished } from 'vitest'
import { type Bot, startBot } from '../../src/bot.ts'
import type { StandInRecord } from '../../src/sandbox/saved.ts'
import { accessesOf } from '../accesses.ts'
import { silentLog } from '../silent-log.ts'
import type { World } from '../world.ts'

/** A second replica of the world's bot, on the same database and Slack. */
export async function secondBot(world: World): Promise<Bot> {
  const { deps } = world.bot
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(deps.db)
  const databaseUrl = new URL(inject('postgresUrl'))
  databaseUrl.pathname = `/${rows[0]?.name}`
  const bot = await startBot({
    config: deps.config,
    databaseUrl: databaseUrl.href,
    now: deps.now,
    log: silentLog,
    host: '127.0.0.1',
    port: 0,
    isPaced: false,
    isScheduling: false,
    ...accessesOf(world.sandbox),
  })
  onTestFinished(() => bot.stop())
  return bot
}

/** Everything posted to Slack so far, by the key that went with it, with how often. */
export function postsByKey(world: World): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { act, key } of world.sandbox.slack.records)
    if (act === 'chat.postMessage') counts.set(key ?? '', (counts.get(key ?? '') ?? 0) + 1)
  return counts
}

/** What was posted and edited in a channel after the first `since` acts on Slack. */
export function actsSince(world: World, since: number, name: string): StandInRecord[] {
  const { records, channels } = world.sandbox.slack.state
  const id = channels.find((channel) => channel.name === name)?.id
  return records.slice(since).filter(({ act, detail }) => act.startsWith('chat.') && detail.channel === id)
}
