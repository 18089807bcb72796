import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { KnownBlock, ModalView } from '@slack/types'
import { onTestFinished } from 'vitest'
import { type Slack, type SlackOptions, startSlack } from '../../src/adapters/slack/start.ts'
import type { Answer, Gesture, Invoker, Log } from '../../src/ports.ts'
import { noRateLimits } from '../../src/sandbox/slack/limits.ts'
import { openManifest } from '../../src/sandbox/slack/manifest.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'

export const maya = 'U0MAYA00001'
export const tomas = 'U0TOMAS0001'
export const deploys = 'C0DEPLOYS01'
export const signingSecret = 'test-signing-secret-0123456789'

type SandboxOptions = Parameters<typeof startSandbox>[0]
type Heard = { gesture: Gesture; invoker: Invoker }
type RespondTo = (gesture: Gesture, invoker: Invoker) => Promise<Answer> | Answer

export type World = {
  sandbox: Sandbox
  slack: Slack
  /** Everything that reached `respond`, oldest first. */
  heard: Heard[]
  logged: LogLine[]
  /** Where Slack posts to in HTTP mode. */
  eventsUrl: string
}

type Setup = {
  respond?: RespondTo
  mode?: 'socket' | 'http'
  sandbox?: Partial<SandboxOptions>
  /** Failures that the adapter meets while it starts: a method, and what Slack answers. */
  failing?: [string, string][]
  slack?: Partial<Omit<SlackOptions, 'respond' | 'mode'>>
}

/** The sandbox's Slack with the real adapter connected to it; both end with the test. */
export async function startWorld({
  respond = () => nothing,
  mode = 'socket',
  ...setup
}: Setup = {}): Promise<World> {
  const events = await startEvents(mode)
  const sandbox = await startSlackSandbox({ ...setup.sandbox, ...events.sandbox })
  for (const [method, failure] of setup.failing ?? []) sandbox.slack.failNext(method, failure)
  const heard: Heard[] = []
  const { log, logged } = listeningLog()
  const slack = await startSlack({
    ...connectionTo(sandbox, mode),
    log,
    seen: seenOnce(),
    now: () => new Date(),
    newRequestId: counting('req'),
    async respond(gesture, invoker) {
      heard.push({ gesture, invoker })
      return respond(gesture, invoker)
    },
    ...setup.slack,
  })
  onTestFinished(() => slack.stop())
  events.connect(slack)
  return { sandbox, slack, heard, logged, eventsUrl: events.url }
}

export async function startSlackSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const slack = { manifest: openManifest, ...options.slack }
  const sandbox = await startSandbox({ port: 0, limits: noRateLimits, ...options, slack })
  onTestFinished(() => sandbox.close())
  return sandbox
}

export function connectionTo(sandbox: Sandbox, mode: 'socket' | 'http' = 'socket') {
  const { bot, app } = sandbox.slack.state.tokens
  return {
    botToken: bot,
    slackApiUrl: `${sandbox.url}/slack/api/`,
    timeoutMs: 1500,
    mode:
      mode === 'socket'
        ? ({ kind: 'socket', appToken: app } as const)
        : ({ kind: 'http', signingSecret } as const),
  }
}

async function startEvents(mode: 'socket' | 'http') {
  if (mode === 'socket') return { url: '', connect: () => {}, sandbox: {} }
  let receive: ((request: Request) => Promise<Response>) | undefined
  const server = createServer(
    getRequestListener((request) => receive?.(request) ?? new Response(null, { status: 503 })),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => end(server))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  return {
    url,
    connect: (slack: Slack) => {
      receive = slack.receive
    },
    sandbox: { slack: { manifest: openManifest, httpMode: { requestUrl: url, signingSecret } } },
  }
}

function end(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}

export type LogLine = { level: keyof Log; facts: object; message: string }

/** Keeps what is logged, errors spelled out, so that a test can search it. */
export function listeningLog(): { log: Log; logged: LogLine[] } {
  const logged: LogLine[] = []
  const at = (level: keyof Log) => (facts: object, message: string) => {
    logged.push({ level, facts, message })
  }
  return { logged, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

/** All that was logged as one text, with everything that an error carries. */
export function textOf(logged: LogLine[]): string {
  const spelled = (_key: string, value: unknown) =>
    value instanceof Error
      ? { ...value, message: value.message, stack: value.stack, cause: value.cause }
      : value
  return JSON.stringify(logged, spelled)
}

export function seenOnce(): (id: string) => Promise<boolean> {
  const ids = new Set<string>()
  return async (id) => !ids.has(id) && Boolean(ids.add(id))
}

function counting(prefix: string): () => string {
  let count = 0
  return () => {
    count += 1
    return `${prefix}-${count}`
  }
}

/** Waits until something is true; fails after 3 s with the last thing seen. */
export async function until<T>(
  find: () => T | undefined | false | null,
  what: string,
  withinMs = 3000,
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = find()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await new Promise((resume) => setTimeout(resume, 5))
  }
}

export const nothing: Answer = { answer: 'nothing' }

export const replying = (text: string): Answer => ({
  answer: 'reply',
  reply: { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] },
})

export function modal(text: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'note',
    title: { type: 'plain_text', text: 'A window' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
    ...more,
  }
}

/** A form with one text field named `text`. */
export function noteForm(metadata = ''): ModalView {
  return modal('Write a note', {
    submit: { type: 'plain_text', text: 'Add' },
    private_metadata: metadata,
    blocks: [
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: 'Note' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
  })
}

export const statusButton: KnownBlock[] = [
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'status.show',
        text: { type: 'plain_text', text: 'Status' },
        value: 'all',
      },
    ],
  },
]
