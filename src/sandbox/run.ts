import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { superviseBot } from './bot-process.ts'
import { readManifest } from './slack/manifest.ts'
import { startTrouble } from './start-error.ts'
import { type Sandbox, startSandbox } from './world.ts'

type SandboxRun = { port: number; host: string; folder: string; program: string }

/** Starts the sandbox's world and, as a process of its own, the bot in it. Rejects with `SandboxStartError`. */
export async function runSandbox({ port, host, folder, program }: SandboxRun): Promise<void> {
  const bot = superviseBot(program)
  const sandbox: Sandbox = await startSandbox({
    ...{ port, host, folder },
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

/** Points the real bot at the stand-ins, by the same variables that a real installation sets. */
function environmentOf({ url, tokens }: Sandbox): Record<string, string> {
  return {
    SANDBOX_URL: url,
    SLACK_BOT_TOKEN: tokens.slack.bot,
    SLACK_APP_TOKEN: tokens.slack.app,
    SLACK_API_URL: `${url}/slack/api/`,
    GITHUB_TOKEN: tokens.github,
    GITHUB_API_URL: `${url}/github`,
    VERCEL_TOKEN: tokens.vercel,
    VERCEL_API_URL: `${url}/vercel`,
    SUPABASE_ACCESS_TOKEN: tokens.supabase,
    SUPABASE_API_URL: `${url}/supabase`,
    SUPABASE_PROJECT_URL: `${url}/supabase-projects/{ref}`,
    PORT: '0',
    HOST: '127.0.0.1',
  }
}
