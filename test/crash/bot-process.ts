import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { environmentOf } from '../../src/sandbox/bot-environment.ts'
import type { Sandbox } from '../../src/sandbox/world.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The bot itself. */
export const program = join(root, 'src/main.ts')

export type BotProcess = {
  pid: number
  /** What it logged, parsed. */
  logged: Record<string, unknown>[]
  stdout(): string
  stderr(): string
  /** Resolves with its address once it works; rejects with what it said where it ends before. */
  ready: Promise<string>
  /** Its exit code, or null where a signal ended it. */
  ended: Promise<number | null>
  /** Sends the signal, and resolves once the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
}

export type BotSetup = {
  program: string
  variables: Record<string, string>
  cwd?: string
  /** Options for Node itself. */
  nodeOptions?: string[]
}

export function spawnBot({ program, variables, cwd = root, nodeOptions = [] }: BotSetup): BotProcess {
  const child = spawn(process.execPath, [...nodeOptions, program], {
    cwd,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'pilothouse-compiled'), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  const logged: Record<string, unknown>[] = []
  child.stderr.on('data', (chunk) => (text.stderr += chunk))
  child.stdout.on('data', (chunk) => (text.stdout += chunk))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const ready = Promise.withResolvers<string>()
  ready.promise.catch(() => {})
  createInterface(child.stdout).on('line', (line) => {
    // What is said to people is no log.
    if (!line.startsWith('{')) return
    const entry = JSON.parse(line) as Record<string, unknown>
    logged.push(entry)
    if (entry.msg === 'Pilothouse is ready') ready.resolve(String(entry.url))
  })
  void ended.then((code) =>
    ready.reject(new Error(`The bot ended with ${code}: ${text.stderr || text.stdout}`)),
  )
  return {
    pid: child.pid ?? 0,
    logged,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    ready: ready.promise,
    ended,
    kill: (signal = 'SIGKILL') => end(child, signal, ended),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>) {
  child.kill(signal)
  return await ended
}

/** Points a bot at the stand-ins, through `url` where something stands in between. */
export function variablesFor(
  { tokens, mail, shop, ...sandbox }: Sandbox,
  databaseUrl: string,
  url: string = sandbox.url,
): Record<string, string> {
  return { ...environmentOf({ url, tokens, mail, shop }), DATABASE_URL: databaseUrl }
}
