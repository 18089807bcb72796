import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { environmentOf } from './bot-environment.ts'
import { superviseBot } from './bot-process.ts'
import { readManifest } from './slack/manifest.ts'
import { startTrouble } from './start-error.ts'
import { type Sandbox, startSandbox } from './world.ts'

type SandboxRun = { port: number; host: string; folder: string; program: string }

/** Starts the sandbox's world and, as a process of its own, the bot in it. Rejects with `SandboxStartError`. */
export async function runSandbox({ port, host, folder, program }: SandboxRun): Promise<void> {
  const bot = superviseBot(program)
  const sandbox: Sandbox = await startSandbox({
    ...{ port, host, folder, hasMail: true },
    slack: { manifest: readManifest(new URL('../../manifest.yml', import.meta.url)) },
    bot: {
      kill: () => bot.kill(),
      status: () => bot.status(),
      startOver: async () => {
        await bot.stop()
        await rm('.pilothouse/postgres', { recursive: true, force: true })
        bot.start(environmentOf(sandbox))
      },
    },
  }).catch((error: unknown) => {
    throw startTrouble(error, { port, host, home: dirname(folder) })
  })
  bot.start(environmentOf(sandbox))
  process.stdout.write(
    `Pilothouse’s sandbox is at ${sandbox.url} — open it in a browser. Nothing in it touches a real workspace.\n`,
  )
  const stop = async () => {
    await bot.stop()
    await sandbox.close()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}
