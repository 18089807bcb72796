import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { WebSocket } from 'ws'
import { openSaved, type Saved, type StandInRecord } from '../saved.ts'
import { parseAct, perform } from './acts.ts'
import { chatMethods } from './chat-methods.ts'
import { conversationMethods } from './conversation-methods.ts'
import { sendEvent } from './events.ts'
import { type FailurePlan, failurePlan } from './failure-plan.ts'
import { fileMethods } from './file-methods.ts'
import { fileRoutes } from './file-routes.ts'
import { historyMethods } from './history-methods.ts'
import { type HttpMode, httpMode } from './http-mode.ts'
import { type SlackLimits, slackLimits } from './limits.ts'
import { type Live, liveClients, snapshotFor } from './live.ts'
import { type AppManifest, openManifest } from './manifest.ts'
import { peopleMethods } from './people-methods.ts'
import { createPerson, type Person } from './person.ts'
import { pinMethods } from './pin-methods.ts'
import type { Faults } from './protocol.ts'
import { rateLimiter } from './rate-limits.ts'
import { responseUrlRoutes } from './response-urls.ts'
import { type SocketMode, socketMode } from './socket-mode.ts'
import { newWorkspace, type SlackState, team } from './state.ts'
import { viewMethods } from './view-methods.ts'
import { webApiRoutes } from './web-api.ts'
import { nextTs, seconds, type Workspace } from './workspace.ts'

export type SlackStandInOptions = {
  now: () => Date
  faults: () => Faults
  /** Scheme, host and port at which the routes are reached, without a slash at the end. */
  baseUrl: () => string
  /** Where the state is kept; in memory where undefined. */
  file?: string | undefined
  tokens?: SlackState['tokens'] | undefined
  /** Slack's own where not given. */
  limits?: Partial<SlackLimits> | undefined
  manifest?: AppManifest | undefined
  /** Instead of the manifest's. */
  scopes?: string[] | undefined
  /** Payloads go to this address, signed, and not over Socket Mode. */
  httpMode?: { requestUrl: string; signingSecret?: string } | undefined
  /** Milliseconds since some beginning, for rate limits and expiries. */
  elapsedMs?: (() => number) | undefined
}

export type SlackStandIn = Pick<FailurePlan, 'failNext' | 'failAfterActing'> & {
  /** To be mounted at `/`. */
  routes: Hono<{ Bindings: HttpBindings }>
  /** Takes a WebSocket of `/slack/socket` or `/sandbox/slack/live`; false where it is neither. */
  takeSocket(socket: WebSocket, url: URL): boolean
  state: SlackState
  records: StandInRecord[]
  person(id: string): Person
  isConnected(): boolean
  refreshConnections(): void
  /** Slack's handshake with an HTTP mode app. */
  verifyRequestUrl(): Promise<boolean>
  setGroupMembers(groupId: string, users: string[]): Promise<void>
  close(): void
}

type Bindings = { Bindings: HttpBindings }

/** Slack for the sandbox's workspace: Web API, Socket Mode or HTTP, and the people who use it. */
export function createSlackStandIn(options: SlackStandInOptions): SlackStandIn {
  const limits = { ...slackLimits, ...options.limits }
  const live = liveClients()
  const sockets = socketMode({
    limits,
    onConnectedChange: (isBotConnected) =>
      live.publish({ type: 'bot-connected', isBotConnected }, () => true),
  })
  const saved = openWorkspace(options)
  const http = httpTransport(options, limits, saved.state)
  const workspace: Workspace = {
    state: saved.state,
    changed: saved.changed,
    now: options.now,
    elapsedMs: options.elapsedMs ?? (() => performance.now()),
    limits,
    manifest: manifestOf(options),
    faults: options.faults,
    baseUrl: options.baseUrl,
    app: http ?? sockets,
    triggers: new Map(),
    responseUrls: new Map(),
    publish: live.publish,
  }
  const failures = failurePlan()
  return {
    routes: slackRoutes(workspace, sockets, failures),
    takeSocket: (socket, url) => takeSocket(workspace, { sockets, live }, socket, url),
    state: saved.state,
    records: saved.state.records,
    person: (id) => createPerson(workspace, id),
    isConnected: () => workspace.app.isConnected(),
    refreshConnections: sockets.refreshConnections,
    verifyRequestUrl: () => http?.verifyUrl() ?? Promise.resolve(false),
    setGroupMembers: (groupId, users) => setGroupMembers(workspace, groupId, users),
    failNext: failures.failNext,
    failAfterActing: failures.failAfterActing,
    close() {
      saved.close()
      sockets.close()
      live.close()
    },
  }
}

/** Once closed it writes no more, so that an act still under way can't bring a world back that was started over. */
function openWorkspace({ file, tokens }: SlackStandInOptions): Saved<SlackState> & { close(): void } {
  const { state, changed } = openSaved(file, newWorkspace)
  if (tokens) state.tokens = tokens
  for (const view of Object.values(state.views).flat()) delete view.isBusy
  let isClosed = false
  return {
    state,
    changed: () => {
      if (!isClosed) changed()
    },
    close: () => {
      isClosed = true
    },
  }
}

function manifestOf({ manifest = openManifest, scopes }: SlackStandInOptions): AppManifest {
  return { ...manifest, scopes: scopes ?? manifest.scopes }
}

function httpTransport(
  { httpMode: mode, now }: SlackStandInOptions,
  { ackMs }: SlackLimits,
  { tokens }: SlackState,
): HttpMode | undefined {
  return mode && httpMode({ signingSecret: tokens.signingSecret, ...mode, ackMs, now })
}

function slackRoutes(workspace: Workspace, sockets: SocketMode, failures: FailurePlan): Hono<Bindings> {
  const methods = {
    ...chatMethods,
    ...conversationMethods,
    ...historyMethods,
    ...pinMethods,
    ...peopleMethods,
    ...viewMethods,
    ...fileMethods,
    ...sockets.methods,
  }
  const limiter = rateLimiter(workspace.limits, workspace.elapsedMs)
  return new Hono<Bindings>()
    .route('/slack/api', webApiRoutes({ workspace, methods, limiter, failures }))
    .route('/slack/respond', responseUrlRoutes(workspace))
    .route('/slack', fileRoutes(workspace))
    .get('/archives/:channel/:message', (c) => {
      const thread = c.req.query('thread_ts')
      const place = new URLSearchParams({ channel: c.req.param('channel'), ...(thread ? { thread } : {}) })
      return c.redirect(`/#${place}`)
    })
    .post('/sandbox/slack/act', async (c) => {
      const user = workspace.state.users.find(({ id, isBot }) => id === c.req.query('user') && !isBot)
      const act = parseAct(await c.req.json().catch(() => undefined))
      if (!user || !act) return c.json({ ok: false, trouble: 'The sandbox did not understand this.' }, 400)
      return c.json(await perform(workspace, user.id, act))
    })
}

function takeSocket(
  workspace: Workspace,
  { sockets, live }: { sockets: SocketMode; live: Live },
  socket: WebSocket,
  url: URL,
): boolean {
  if (url.pathname === '/slack/socket') {
    sockets.accept(socket, url.searchParams.get('ticket') ?? '')
    return true
  }
  const user = url.searchParams.get('user') ?? ''
  const isKnown = workspace.state.users.some(({ id, isBot }) => id === user && !isBot)
  if (url.pathname !== '/sandbox/slack/live' || !isKnown) return false
  live.add(socket, user, snapshotFor(workspace, user))
  return true
}

async function setGroupMembers(workspace: Workspace, groupId: string, users: string[]): Promise<void> {
  const group = workspace.state.groups.find(({ id }) => id === groupId)
  if (!group) throw new Error(`There is no user group ${groupId} in the sandbox.`)
  const before = group.users
  group.users = users
  workspace.changed()
  const added_users = users.filter((user) => !before.includes(user))
  const removed_users = before.filter((user) => !users.includes(user))
  await sendEvent(workspace, {
    type: 'subteam_members_changed',
    subteam_id: groupId,
    team_id: team.id,
    date_previous_update: seconds(workspace),
    date_update: seconds(workspace),
    added_users,
    added_users_count: added_users.length,
    removed_users,
    removed_users_count: removed_users.length,
    event_ts: nextTs(workspace),
  })
}
