import { randomUUID } from 'node:crypto'
import { createAppAuth } from '@octokit/auth-app'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { type Call, createOutside, type Outside } from '../outside.ts'
import type { Failed } from '../upstream-error.ts'

/** How GitHub is reached; `apiUrl` is `https://api.github.com` or a GitHub Enterprise address ending in /api/v3. */
export type GithubAccess =
  | { kind: 'token'; token: string; apiUrl: string }
  | { kind: 'app'; appId: number; privateKey: string; apiUrl: string }

export type GithubClient = {
  ask: Call<{ data: unknown }>
  act: Call<{ data: unknown }>
  /** The client that may work on this repository (`owner/name`), and the repository's two names. */
  on(repository: string): Promise<{ octokit: Octokit; repo: { owner: string; repo: string } }>
}

const Client = Octokit.plugin(retry, throttling)
const longestWaitS = 2
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export type GithubOptions = {
  /** Of each call; 10 s where not given. */
  timeoutMs?: number | undefined
  /** False leaves out the second that GitHub asks for between writes. */
  isThrottled?: boolean | undefined
}

export function createGithubClient(
  access: GithubAccess,
  { timeoutMs, isThrottled = true }: GithubOptions = {},
): GithubClient {
  const secret = access.kind === 'token' ? 'GITHUB_TOKEN' : 'GITHUB_APP_PRIVATE_KEY'
  // Octokit's own plugin repeats questions; a second layer would multiply the attempts.
  const outside = createOutside(
    { name: 'GitHub', secret, statusPage: 'https://www.githubstatus.com', read: readFailure },
    { repeats: 0, timeoutMs },
  )
  const clientFor =
    access.kind === 'token' ? tokenClients(access, isThrottled) : appClients(access, isThrottled, outside)
  return {
    ask: (what, schema, call) => outside.ask(what, schema, async (signal) => (await call(signal)).data),
    act: (what, schema, call) => outside.act(what, schema, async (signal) => (await call(signal)).data),
    on: async (repository) => {
      const [owner = '', repo = ''] = repository.split('/')
      return { octokit: await clientFor(owner, repo), repo: { owner, repo } }
    },
  }
}

/** Added to every act, so that Octokit's plugin never repeats it. */
export const once = (signal: AbortSignal) => ({ request: { signal, retries: 0 } })

function options(apiUrl: string, isThrottled: boolean) {
  const isShortWait = (retryAfterS: number, _: unknown, __: unknown, count: number) =>
    retryAfterS <= longestWaitS && count < 1
  return {
    baseUrl: apiUrl.replace(/\/$/, ''),
    userAgent: 'pilothouse',
    log: quiet,
    retry: {
      retries: 2,
      retryAfterBaseValue: 200,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: {
      enabled: isThrottled,
      id: randomUUID(),
      onRateLimit: isShortWait,
      onSecondaryRateLimit: isShortWait,
    },
  }
}

function tokenClients(access: Extract<GithubAccess, { kind: 'token' }>, isThrottled: boolean) {
  const octokit = new Client({ ...options(access.apiUrl, isThrottled), auth: access.token })
  return async () => octokit
}

/** An App signs in per installation; which installation a repository belongs to is asked once per owner. */
function appClients(access: Extract<GithubAccess, { kind: 'app' }>, isThrottled: boolean, outside: Outside) {
  const { appId, privateKey } = access
  const shared = { ...options(access.apiUrl, isThrottled), authStrategy: createAppAuth }
  const app = new Client({ ...shared, auth: { appId, privateKey } })
  const known = new Map<string, Octokit>()
  return async (owner: string, repo: string) => {
    const found = known.get(owner)
    if (found) return found
    const what = `find where its App is installed for ${owner}/${repo}`
    const { data } = await outside.ask(what, z.object({ data: z.object({ id: z.number() }) }), (signal) =>
      app.rest.apps.getRepoInstallation({ owner, repo, request: { signal } }),
    )
    const octokit = new Client({ ...shared, auth: { appId, privateKey, installationId: data.id } })
    known.set(owner, octokit)
    return octokit
  }
}

const requestError = z.object({
  status: z.number(),
  response: z.object({
    data: z
      .object({
        message: z.string(),
        errors: z
          .array(z.object({ message: z.string().optional() }))
          .optional()
          .catch(undefined),
      })
      .catch({ message: '' }),
    headers: z.record(z.string(), z.unknown()),
  }),
})

function readFailure(error: unknown): Failed | undefined {
  const read = requestError.safeParse(error)
  if (!read.success) return undefined
  const { headers, data } = read.data.response
  const details = data.errors?.flatMap((one) => one.message ?? []) ?? []
  const said = [data.message.split('\n')[0], ...details].join(': ')
  return { status: read.data.status, said, retryAfterMs: waitOf(headers) }
}

/** Seconds in retry-after, or the time of the reset where no calls are left. */
function waitOf(headers: Record<string, unknown>): number | undefined {
  const seconds = Number(headers['retry-after'])
  if (seconds > 0) return seconds * 1000
  if (headers['x-ratelimit-remaining'] !== '0') return undefined
  return Math.max(Number(headers['x-ratelimit-reset']) * 1000 - Date.now(), 1000)
}
