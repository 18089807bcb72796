import { Hono } from 'hono'
import { parseFaultSwitch } from './faults.ts'
import type { StandInRecord } from './saved.ts'
import type { Faults } from './slack/protocol.ts'

/** The bot's process, as far as the sandbox's page may reach it. */
export type BotControl = {
  /** Ends it at once, as `kill -9` does. */
  kill(): void
  status(): unknown
  /** Empties what the bot keeps, after the world was emptied. */
  startOver?(): void | Promise<void>
}

export type Controls = {
  info: () => Record<string, unknown>
  faults: Faults
  records: () => Record<'slack' | 'github' | 'vercel', StandInRecord[]>
  bot: BotControl | undefined
  startOver(): Promise<void>
}

/** The sandbox's own API: what is where, what to break, and what was done to the outside world. */
export function controlRoutes({ info, faults, records, bot, startOver }: Controls): Hono {
  return new Hono()
    .get('/info', (c) => c.json(info()))
    .get('/records', (c) => c.json(records()))
    .get('/faults', (c) => c.json(faults))
    .post('/faults', async (c) => {
      const asked = parseFaultSwitch(await c.req.json().catch(() => undefined))
      if (!asked)
        return c.json({ ok: false, trouble: 'Send {"name": one of the faults, "on": true or false}.' }, 400)
      faults[asked.name] = asked.on
      return c.json(faults)
    })
    .get('/bot', (c) => c.json({ status: bot?.status() ?? null }))
    .post('/bot/kill', (c) => {
      if (!bot) return c.json({ ok: false, trouble: 'This sandbox runs without a bot of its own.' }, 409)
      bot.kill()
      return c.json({ ok: true })
    })
    .post('/start-over', async (c) => {
      await startOver()
      return c.json({ ok: true })
    })
}
