import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { dirname } from 'node:path'
import { environmentOf } from './bot-environment.ts'
import { superviseBot } from './bot-process.ts'
import { startMonitor } from './pager/monitor.ts'
import { readManifest } from './slack/manifest.ts'
import { startTrouble } from './start-error.ts'
import { type Sandbox, startSandbox } from './world.ts'

type SandboxRun = {
  port: number
  host: string
  folder: string
  program: string
  /** The server with the shop's database on it. */
  postgres: { url: string; stop(): Promise<void> }
}

/** Starts the sandbox's world and, as a process of its own, the bot in it. Rejects with `SandboxStartError`. */
export async function runSandbox({ port, host, folder, program, postgres }: SandboxRun): Promise<void> {
  const bot = superviseBot(program)
  const botPort = await freePort()
  const environment = () => ({ ...environmentOf(sandbox), PORT: String(botPort) })
  const sandbox: Sandbox = await startSandbox({
    ...{ port, host, folder, hasMail: true, shop: { serverUrl: postgres.url } },
    slack: { manifest: readManifest(new URL('../../manifest.yml', import.meta.url)) },
    bot: {
      kill: () => bot.kill(),
      status: () => bot.status(),
      startOver: async () => {
        await bot.stop()
        await rm('.pilothouse/postgres', { recursive: true, force: true })
        bot.start(environment())
      },
    },
  }).catch((error: unknown) => {
    throw startTrouble(error, { port, host, home: dirname(folder) })
  })
  bot.start(environment())
  process.stdout.write(
    `Pilothouse’s sandbox is at ${sandbox.url} — open it in a browser. Nothing in it touches a real workspace.\n`,
  )
  const monitor = startMonitor({
    probe: `${sandbox.url}/sites/shop.harbour.example/api/health`,
    failures: 3,
    hook: `http://127.0.0.1:${botPort}/hooks/alerts/monitor`,
    secret: sandbox.tokens.alerts,
    now: () => new Date(),
    every: 1000,
  })
  const stop = async () => {
    monitor.stop()
    await bot.stop()
    await sandbox.close()
    await postgres.stop()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}

/** Where the bot listens must be known before it does, so that the monitor finds it, also after a restart. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
