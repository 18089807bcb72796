import { App, type LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { noRateLimits } from '../../src/sandbox/slack/limits.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import type { SandboxOptions } from '../../src/sandbox/world-parts.ts'

export const maya = 'U0MAYA00001'
export const tomas = 'U0TOMAS0001'
export const deploys = 'C0DEPLOYS01'

/** A sandbox on a free port that ends with the test; rate limits are off unless the test asks for them. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, limits: noRateLimits, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Slack's own client with the bot's token; `token` for another. */
export function client({ url, tokens }: Sandbox, token = tokens.slack.bot, retries = 0): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${url}/slack/api/`,
    retryConfig: { retries },
    rejectRateLimitedCalls: retries === 0,
    logger: silent,
  })
}

/** A real Bolt app over Socket Mode, connected when this resolves. */
export async function connectApp(sandbox: Sandbox, register: (app: App) => void): Promise<App> {
  const { bot: token, app: appToken } = sandbox.tokens.slack
  const app = new App({ ...options(sandbox), token, appToken, socketMode: true, logger: silent })
  register(app)
  await app.init()
  await app.start()
  onTestFinished(async () => {
    await app.stop()
  })
  return app
}

/** A real Bolt app that takes signed HTTP requests at `/slack/events` of this port. */
export async function serveApp(sandbox: Sandbox, port: number, register: (app: App) => void): Promise<App> {
  const { bot: token, signingSecret } = sandbox.tokens.slack
  const app = new App({ ...options(sandbox), token, signingSecret, logger: silent })
  register(app)
  await app.init()
  await app.start({ port, host: '127.0.0.1' })
  onTestFinished(async () => {
    await app.stop()
  })
  return app
}

function options({ url }: Sandbox) {
  const clientOptions = { slackApiUrl: `${url}/slack/api/`, retryConfig: { retries: 0 } }
  return { deferInitialization: true, convoStore: false as const, clientOptions }
}

/** Polls until the condition holds; the deadline fails the test. */
export async function until(condition: () => boolean, what: string, deadlineMs = 4_000): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as LogLevel,
  setName() {},
}

/** The name that Slack gives to the reason of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { data } = error as { data?: { error?: string } }
    return data?.error ?? String(error)
  }
  return 'accepted'
}
