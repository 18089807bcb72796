import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { createRedactor, secretsOf } from '../redact.ts'
import type { Reading, Variables } from './team.ts'
import { type Raw, readVariables } from './variables.ts'

export type SlackOverSocket = { botToken: string; appToken: string; apiUrl: string }
export type SlackOverHttp = { botToken: string; signingSecret: string; apiUrl: string }
export type GithubAccess =
  | { kind: 'token'; token: string; apiUrl: string }
  | { kind: 'app'; appId: number; privateKey: string; apiUrl: string }
export type VercelAccess = { token: string; apiUrl: string }
export type SupabaseAccess = { accessToken: string; apiUrl: string; gateway: string }

type Common = {
  /** Where pilothouse.yml is, relative to the working directory. */
  configFile: string
  host: string
  /** 0 lets the system choose. */
  port: number
  logLevel: string
  databaseUrl?: string | undefined
  github?: GithubAccess | undefined
  vercel?: VercelAccess | undefined
  supabase?: SupabaseAccess | undefined
  /** An Ed25519 private key in PEM form. */
  signingKey?: string | undefined
  /** Whoever has it may read the metrics; without one only this machine may. */
  metricsToken?: string | undefined
  pager: { pagerDutyUrl: string; smtpUrl?: string | undefined }
  /** `webUrl` null is the address that this process listens on. */
  links?: { secret: string; webUrl: string | null } | undefined
}

/** How Pilothouse runs: against its own sandbox, or against Slack, over a WebSocket or over signed HTTP requests. */
export type Environment =
  | ({ mode: 'sandbox' } & Common)
  | ({ mode: 'socket'; slack: SlackOverSocket } & Common)
  | ({ mode: 'http'; slack: SlackOverHttp } & Common)

/** The variables of the process, completed by the file `.env` in `folder`; a variable that is set already wins. */
export function withDotEnv(env: Variables, folder: string): Variables {
  try {
    return { ...parseEnv(readFileSync(join(folder, '.env'), 'utf8')), ...env }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return env
    throw error
  }
}

/** Reads and checks the variables; an empty one counts as not set. No sentence repeats the value of a secret. */
export function readEnvironment(env: Variables): Reading<Environment> {
  const read = readVariables(env)
  const pairs = [...slackProblems(env), ...githubProblems(env), ...hostProblems(env), ...linkProblems(env)]
  if ('ok' in read && pairs.length === 0) return { ok: environmentFrom(read.ok) }
  const problems = [...('problems' in read ? read.problems : []), ...pairs]
  return { problems: problems.map(createRedactor(secretsOf(env))) }
}

function environmentFrom(raw: Raw): Environment {
  const common = {
    configFile: raw.PILOTHOUSE_CONFIG,
    port: raw.PORT,
    logLevel: raw.LOG_LEVEL,
    databaseUrl: raw.DATABASE_URL,
    github: githubAccess(raw),
    signingKey: raw.PILOTHOUSE_SIGNING_KEY,
    metricsToken: raw.PILOTHOUSE_METRICS_TOKEN,
    pager: { pagerDutyUrl: raw.PAGERDUTY_EVENTS_URL, smtpUrl: raw.SMTP_URL },
    links: linksFrom(raw),
    vercel: raw.VERCEL_TOKEN ? { token: raw.VERCEL_TOKEN, apiUrl: raw.VERCEL_API_URL } : undefined,
    supabase: raw.SUPABASE_ACCESS_TOKEN
      ? {
          accessToken: raw.SUPABASE_ACCESS_TOKEN,
          apiUrl: raw.SUPABASE_API_URL,
          gateway: raw.SUPABASE_PROJECT_URL,
        }
      : undefined,
  }
  const slack = { botToken: raw.SLACK_BOT_TOKEN ?? '', apiUrl: raw.SLACK_API_URL }
  const here = raw.HOST ?? '127.0.0.1'
  if (raw.SLACK_APP_TOKEN) {
    return { mode: 'socket', ...common, host: here, slack: { ...slack, appToken: raw.SLACK_APP_TOKEN } }
  }
  if (raw.SLACK_SIGNING_SECRET) {
    const host = raw.HOST ?? '0.0.0.0'
    return { mode: 'http', ...common, host, slack: { ...slack, signingSecret: raw.SLACK_SIGNING_SECRET } }
  }
  return { mode: 'sandbox', ...common, host: here }
}

function linksFrom({ PILOTHOUSE_WEB_URL: url, PILOTHOUSE_LINK_SECRET: secret }: Raw): Common['links'] {
  return url && secret ? { secret, webUrl: url === 'self' ? null : url } : undefined
}

/** Half of it would be a page to which no link leads. */
function linkProblems({ PILOTHOUSE_WEB_URL: url, PILOTHOUSE_LINK_SECRET: secret }: Variables): string[] {
  if (isSet(url) === isSet(secret)) return []
  const [present, missing] = isSet(url)
    ? ['PILOTHOUSE_WEB_URL', 'PILOTHOUSE_LINK_SECRET']
    : ['PILOTHOUSE_LINK_SECRET', 'PILOTHOUSE_WEB_URL']
  return [
    `${present} is set, but ${missing} is not; the page for when Slack is away needs both, or leave both out.`,
  ]
}

function githubAccess(raw: Raw): GithubAccess | undefined {
  const apiUrl = raw.GITHUB_API_URL
  if (raw.GITHUB_APP_ID && raw.GITHUB_APP_PRIVATE_KEY) {
    return { kind: 'app', appId: raw.GITHUB_APP_ID, privateKey: raw.GITHUB_APP_PRIVATE_KEY, apiUrl }
  }
  return raw.GITHUB_TOKEN ? { kind: 'token', token: raw.GITHUB_TOKEN, apiUrl } : undefined
}

function slackProblems(env: Variables): string[] {
  const { bot, app, signing } = slackSet(env)
  if (bot && !app && !signing) {
    return [
      'SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET; add SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP, or unset SLACK_BOT_TOKEN to start the sandbox.',
    ]
  }
  if (bot || !(app || signing)) return []
  const set = [app && 'SLACK_APP_TOKEN', signing && 'SLACK_SIGNING_SECRET'].filter(Boolean).join(' and ')
  return [
    `${set} ${app && signing ? 'are' : 'is'} set, but SLACK_BOT_TOKEN is not; add the bot token, or unset ${app && signing ? 'them' : 'it'} to start the sandbox.`,
  ]
}

function githubProblems(env: Variables): string[] {
  const hasId = isSet(env.GITHUB_APP_ID)
  const hasKey = isSet(env.GITHUB_APP_PRIVATE_KEY)
  if (hasId !== hasKey) {
    const [present, missing] = hasId
      ? ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY']
      : ['GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_ID']
    return [
      `${present} is set, but ${missing} is not; a GitHub App needs both (or use GITHUB_TOKEN instead).`,
    ]
  }
  if (hasId && isSet(env.GITHUB_TOKEN)) {
    return [
      'GITHUB_TOKEN and GITHUB_APP_ID are both set, so it is unclear who acts on GitHub; keep one of them.',
    ]
  }
  return []
}

/** The sandbox lets anybody be anybody, so only this machine may reach it. */
function hostProblems(env: Variables): string[] {
  const { bot, app, signing } = slackSet(env)
  const host = env.HOST?.trim()
  if (bot || app || signing || !host || /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)) return []
  return [
    `HOST is ${JSON.stringify(host)}, but without Slack tokens the sandbox starts, which only listens on this machine; unset HOST, or set the Slack tokens.`,
  ]
}

function slackSet(env: Variables) {
  return {
    bot: isSet(env.SLACK_BOT_TOKEN),
    app: isSet(env.SLACK_APP_TOKEN),
    signing: isSet(env.SLACK_SIGNING_SECRET),
  }
}

function isSet(value: string | undefined): boolean {
  return Boolean(value?.trim())
}
