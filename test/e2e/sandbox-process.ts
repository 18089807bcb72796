import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fastFolder } from '../fast-folder.ts'

const root = join(import.meta.dirname, '../..')

export type SandboxProcess = { url: string; output(): string; stop(): Promise<void> }

/** `npm start` in a folder of its own, ready when this resolves. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const folder = await fastFolder('sandbox')
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd: folder,
    env: { ...process.env, PORT: '0', PILOTHOUSE_CONFIG: await briefWatch(folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  await until(
    () => output.includes('Pilothouse is ready'),
    () => output,
    child,
  )
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? ''
  return {
    url,
    output: () => output,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The sample's configuration with a shorter watch and shorter stages; a person has more patience than a test. */
async function briefWatch(folder: string): Promise<string> {
  const sample = await readFile(join(root, 'pilothouse.yml'), 'utf8')
  const file = join(folder, 'pilothouse.yml')
  const brief = sample
    .replaceAll('watch: { duration: 20s', 'watch: { duration: 6s')
    .replaceAll('for: 10s', 'for: 4s')
    .replaceAll('minCalls: 5', 'minCalls: 1')
    .replace('monitorFor: 60s', 'monitorFor: 2s')
  await writeFile(file, brief)
  return file
}

async function until(condition: () => boolean, output: () => string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 20_000
  while (!condition()) {
    if (performance.now() > end || child.exitCode !== null)
      throw new Error(`The sandbox did not start:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
