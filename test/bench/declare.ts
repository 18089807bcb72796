/**
 * Prints how long it takes from `/incident checkout is down p0` to the first message that people see, and to the card in
 * the incident's own channel, where every call to Slack takes 150 ms; and how many of them stand in sequence before each.
 */
import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts'
import { type Bot, startBot } from '../../src/bot.ts'
import { readTeamConfigFile } from '../../src/config.ts'
import { noRateLimits } from '../../src/sandbox/slack/limits.ts'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import { accessesOf } from '../accesses.ts'
import { fastFolder } from '../fast-folder.ts'
import { sampleEnv } from '../sample-env.ts'
import { silentLog } from '../silent-log.ts'

const callMs = 150
const runs = Number(process.argv[2] ?? 10)
const mostInSequence = 2

/** `at` is when Slack has done it, half-way between question and answer. */
type Call = { method: string; channel: string; from: number; at: number; to: number }
const calls: Call[] = []

const folder = await fastFolder('bench-declare')
const postgres = await startEmbeddedPostgres({
  ...{ folder: `${folder}/postgres`, log: silentLog, fsync: true, persistent: false },
})
const slack = { manifest: readManifest('manifest.yml') }
const sandbox = await startSandbox({ port: 0, limits: noRateLimits, slack })
const relay = await startSlowRelay(sandbox.url)
const bot = await start(sandbox)
try {
  const measured: Measured[] = []
  for (let run = 1; run <= runs; run += 1) measured.push(await declareOnce(run))
  report(measured)
} finally {
  await bot.stop()
  relay.close()
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function start(world: Sandbox): Promise<Bot> {
  const reading = readTeamConfigFile('pilothouse.yml', sampleEnv(world.url))
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  const accesses = accessesOf(world)
  const apiUrl = `${relay.url}/slack/api/`
  return await startBot({
    ...{ config: reading.ok, databaseUrl: postgres.url, log: silentLog, now: () => new Date() },
    ...{ host: '127.0.0.1', port: 0, isPaced: true, isScheduling: true },
    ...{ ...accesses, slack: { ...accesses.slack, apiUrl } },
  })
}

/** Every call to Slack takes `callMs`, half of it on the way there. */
async function startSlowRelay(target: string): Promise<{ url: string; close(): void }> {
  const server = createServer((incoming, outgoing) => void pass(target, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const from = performance.now()
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  await sleep(callMs / 2)
  const { 'content-type': type = '', authorization = '' } = incoming.headers
  const body = Buffer.concat(chunks)
  const answer = await fetch(`${target}${incoming.url}`, {
    ...{ method: 'POST', headers: { 'content-type': type, authorization }, body },
  })
  const text = await answer.text()
  const at = performance.now()
  await sleep(callMs / 2)
  outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  const method = incoming.url?.split('/').at(-1) ?? ''
  const channel = new URLSearchParams(body.toString()).get('channel') ?? ''
  calls.push({ method, channel, from, at, to: performance.now() })
}

type Shown = { ms: number; inSequence: number; methods: string[] }
type Measured = { first: Shown; card: Shown }

async function declareOnce(run: number): Promise<Measured> {
  calls.length = 0
  const begun = performance.now()
  await sandbox.slack.person('U0MAYA00001').type(`/incident anyway checkout is down p0`, { in: 'incidents' })
  const posts = () => calls.filter(({ method }) => method === 'chat.postMessage')
  const own = () => sandbox.slack.state.channels.find(({ name }) => name.startsWith(`inc-${run}-`))?.id
  const deadline = begun + 15_000
  while (!posts().some(({ channel }) => channel === own())) {
    if (performance.now() > deadline) throw new Error(`The card of incident ${run} was not posted in time.`)
    await sleep(5)
  }
  const [first] = posts().toSorted((a, b) => a.at - b.at)
  const card = posts().find(({ channel }) => channel === own())
  if (!first || !card) throw new Error('Nothing was posted.')
  // The pace of one message a second in the channel of all incidents is not what is measured.
  await sleep(2500)
  return { first: shownBy(first, begun), card: shownBy(card, begun) }
}

function shownBy(call: Call, begun: number): Shown {
  const chain = chainTo(call)
  return { ms: call.at - begun, inSequence: chain.length, methods: chain.map(({ method }) => method) }
}

/**
 * The longest row of calls of which each began after the one before had ended. Those in other channels, such as the
 * private answer, go their own way: nothing waits for them.
 */
function chainTo(call: Call): Call[] {
  const before = calls
    .filter(
      ({ to, method, channel }) => to <= call.from && (isCreation(method, call) || channel === call.channel),
    )
    .map(chainTo)
  const longest = before.reduce<Call[]>((most, chain) => (chain.length > most.length ? chain : most), [])
  return [...longest, call]
}

/** The channel of all incidents is there already. */
function isCreation(method: string, { channel }: Call): boolean {
  return method === 'conversations.create' && channel !== 'C0INCIDENT1'
}

function report(measured: readonly Measured[]): void {
  const line = (what: string, shown: Shown[]) => {
    const sorted = shown.map(({ ms }) => ms).sort((a, b) => a - b)
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0
    const most = Math.max(...shown.map(({ inSequence }) => inSequence))
    const path = shown.find(({ inSequence }) => inSequence === most)?.methods.join(' → ')
    print(
      `${what.padEnd(30)} median ${median.toFixed(0).padStart(5)} ms   slowest ${(sorted.at(-1) ?? 0).toFixed(0).padStart(5)} ms   calls in sequence: ${most} (${path})`,
    )
    return most
  }
  print(`${runs} declarations, every call to Slack takes ${callMs} ms, Postgres with fsync:`)
  const first = line(
    'first visible message',
    measured.map((one) => one.first),
  )
  const card = line(
    'card in its own channel',
    measured.map((one) => one.card),
  )
  if (first > mostInSequence || card > mostInSequence) {
    print(`More than ${mostInSequence} calls stand in sequence.`)
    process.exitCode = 1
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
