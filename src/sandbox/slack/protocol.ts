/**
 * What the sandbox's web client and its Slack stand-in say to each other.
 *
 * The client opens a WebSocket at `/sandbox/slack/live?user=U…`. The server answers with one `snapshot`, then with
 * events. Everything a person does is a POST of one `PersonAct` to `/sandbox/slack/act`, answered by an `ActAnswer`.
 */
import type { HomeView, KnownBlock, ModalView } from '@slack/types'

export type SandboxUser = {
  id: string
  name: string
  realName: string
  title: string
  email: string
  timeZone: string
  isBot: boolean
  /** True once they have left the workspace. */
  isDeactivated?: boolean
  /** A CSS colour for the avatar. */
  color: string
}

export type SandboxChannel = {
  id: string
  name: string
  kind: 'public' | 'private' | 'direct'
  topic: string
  purpose: string
  members: string[]
  /** For a direct channel: the other person, or the bot. */
  peer?: string
  pins: string[]
  isArchived: boolean
}

export type SandboxFile = { id: string; name: string; mimetype: string; url: string }

export type SandboxMessage = {
  channel: string
  /** Slack's message id: seconds.microseconds, unique per channel. */
  ts: string
  user: string
  text: string
  blocks?: KnownBlock[]
  threadTs?: string
  replyCount?: number
  editedTs?: string
  reactions?: { name: string; users: string[] }[]
  files?: SandboxFile[]
  /** Present where only this person sees the message. */
  ephemeralFor?: string
}

/** `stack` is ordered from the bottom to the top; the top one is shown. */
export type OpenView = { id: string; view: ModalView; errors?: Record<string, string>; isBusy?: boolean }

export type Snapshot = {
  type: 'snapshot'
  team: { id: string; name: string; domain: string }
  me: string
  botUser: string
  users: SandboxUser[]
  groups: { id: string; handle: string; name: string; users: string[] }[]
  channels: SandboxChannel[]
  /** The newest 200 messages of each channel the person is in, oldest first, thread replies included. */
  messages: Record<string, SandboxMessage[]>
  commands: { command: string; description: string; usageHint: string }[]
  shortcuts: { callbackId: string; name: string; type: 'global' | 'message' }[]
  views: OpenView[]
  home?: HomeView
  /** False while no bot is connected, or none has answered `apps.connections.open`. */
  isBotConnected: boolean
}

export type ServerEvent =
  | Snapshot
  | { type: 'message'; message: SandboxMessage }
  | { type: 'message-changed'; message: SandboxMessage }
  | { type: 'message-deleted'; channel: string; ts: string }
  | { type: 'channel'; channel: SandboxChannel }
  | { type: 'views'; views: OpenView[] }
  | { type: 'home'; view: HomeView }
  | { type: 'bot-connected'; isBotConnected: boolean }

/** Values as Slack sends them in `view.state.values` and `state.values`: block_id → action_id → element value. */
export type StateValues = Record<string, Record<string, Record<string, unknown>>>

export type PersonAct =
  | { do: 'say'; channel: string; text: string; threadTs?: string }
  | { do: 'slash'; channel: string; command: string; text: string }
  | {
      do: 'click'
      /** Where the element is: a message, a view or the home tab. */
      in: { channel: string; ts: string } | { viewId: string } | 'home'
      blockId: string
      actionId: string
      /** The element's own change: value, selected_option, selected_options, selected_date … as Slack names them. */
      change: Record<string, unknown>
      state: StateValues
    }
  | { do: 'submit'; viewId: string; state: StateValues }
  | { do: 'close'; viewId: string }
  | { do: 'shortcut'; callbackId: string }
  | { do: 'message-shortcut'; callbackId: string; channel: string; ts: string }
  | { do: 'react'; channel: string; ts: string; name: string }
  | { do: 'edit'; channel: string; ts: string; text: string }
  | { do: 'delete'; channel: string; ts: string }
  | { do: 'open-home' }
  | {
      do: 'options'
      viewId?: string
      channel?: string
      ts?: string
      blockId: string
      actionId: string
      query: string
    }
  | { do: 'join'; channel: string }

/** `trouble` is the sentence Slack itself would show (for instance that the app did not answer in time). */
export type ActAnswer = {
  ok: boolean
  trouble?: string
  errors?: Record<string, string>
  options?: { text: string; value: string; description?: string }[]
}

/** Faults a person can switch on; held by the sandbox, read by the stand-ins. */
export type Faults = {
  slackRateLimited: boolean
  slackSilent: boolean
  slackWithoutCharts: boolean
  slackScopeMissing: boolean
  buildFails: boolean
  smokeFails: boolean
  siteFails: boolean
  promoteHangs: boolean
  releaseFails12: boolean
  releaseSlow: boolean
  githubSlow: boolean
  githubFails: boolean
  githubSilent: boolean
  supabaseLimited: boolean
  supabaseFails: boolean
  supabaseSilent: boolean
  pagerFails: boolean
  databaseDown: boolean
  databaseFull: boolean
  quotaLow: boolean
  keyRefused: boolean
  mcpFails: boolean
  functionFails: boolean
  keyMixedUp: boolean
}
