import { randomBytes } from 'node:crypto'
import type { Saved } from '../saved.ts'
import type { SlackLimits } from './limits.ts'
import type { AppManifest } from './manifest.ts'
import type { Faults, ServerEvent } from './protocol.ts'
import type { SlackState } from './state.ts'

/** Something the app is told about: an Events API event, a slash command, or an interaction. */
export type Envelope = {
  type: 'events_api' | 'slash_commands' | 'interactive'
  payload: Record<string, unknown>
}

/** `response` is what the app answered with; `no-app` means that nothing is connected. */
export type Delivery =
  | { outcome: 'acked'; response: unknown }
  | { outcome: 'timeout' | 'dropped' | 'refused' | 'no-app' }

export type Retry = { attempt: number; reason: string }

export type Transport = {
  isConnected(): boolean
  deliver(envelope: Envelope, retry?: Retry): Promise<Delivery>
}

export type Trigger = { user: string; elapsedMs: number; isUsed: boolean; viewId?: string }

export type ResponseUrl = { channel: string; user: string; ts?: string; uses: number; elapsedMs: number }

/** What the parts of the stand-in share. */
export type Workspace = Saved<SlackState> & {
  now: () => Date
  /** Runs forward only and independently of `now`; rate limits and expiries are counted with it. */
  elapsedMs: () => number
  limits: SlackLimits
  manifest: AppManifest
  faults: () => Faults
  /** Scheme and host without a slash at the end. */
  baseUrl: () => string
  app: Transport
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  /** Sends to the open web clients of the people for whom `sees` holds. */
  publish(event: ServerEvent, sees: (user: string) => boolean): void
}

/** A message id: seconds.microseconds, later than any before it even where the clock stands still. */
export function nextTs({ state, now }: Workspace): string {
  state.lastMicros = Math.max(now().getTime() * 1000, state.lastMicros + 1)
  const digits = String(state.lastMicros)
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** A Slack-like id, never given twice in one world. */
export function nextId({ state }: Workspace, prefix: string): string {
  state.lastNumber += 1
  return `${prefix}${(36 ** 8 + state.lastNumber * 7919).toString(36).toUpperCase().padStart(10, '0')}`
}

export function seconds({ now }: Workspace): number {
  return Math.floor(now().getTime() / 1000)
}

export function newTrigger(workspace: Workspace, user: string, viewId?: string): string {
  const id = `${workspace.now().getTime()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`
  dropOldest(workspace.triggers)
  workspace.triggers.set(id, { user, viewId, elapsedMs: workspace.elapsedMs(), isUsed: false })
  return id
}

const mostKept = 1_000

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys()
  if (map.size >= mostKept && oldest !== undefined) map.delete(oldest)
}

export function newResponseUrl(workspace: Workspace, user: string, channel: string, ts?: string): string {
  const id = randomBytes(12).toString('hex')
  dropOldest(workspace.responseUrls)
  workspace.responseUrls.set(id, { channel, user, ts, uses: 0, elapsedMs: workspace.elapsedMs() })
  return `${workspace.baseUrl()}/slack/respond/${id}`
}

/** Keeps an act that changed the workspace, for tests that count what the app did. */
export function record(
  workspace: Workspace,
  act: string,
  detail: Record<string, unknown>,
  key?: string,
): void {
  const at = workspace.now().toISOString()
  workspace.state.records.push(key === undefined ? { at, act, detail } : { at, act, key, detail })
  workspace.changed()
}
