import { randomBytes } from 'node:crypto'
import type { AnyBlock, HomeView, ModalView } from '@slack/types'
import type { StandInRecord } from '../saved.ts'
import type { SandboxChannel, SandboxFile, SandboxMessage, SandboxUser, StateValues } from './protocol.ts'

export type MessageMetadata = { event_type: string; event_payload: Record<string, unknown> }

export type StoredMessage = SandboxMessage & {
  metadata?: MessageMetadata
  /** A thread reply that is shown in the channel as well. */
  isBroadcast?: boolean
  /** It was deleted, and its thread stays. */
  isTombstone?: boolean
}

export type Bookmark = { id: string; title: string; link: string; emoji?: string }

export type StoredChannel = SandboxChannel & { creator: string; createdAt: number; bookmarks: Bookmark[] }

export type StoredView = {
  id: string
  hash: string
  user: string
  rootId: string
  previousId: string | null
  view: (ModalView | HomeView) & { blocks: AnyBlock[] }
  /** What the person has filled in so far. */
  values: StateValues
  errors?: Record<string, string>
  isBusy?: boolean
}

export type StoredFile = SandboxFile & { title: string; base64: string; isComplete: boolean }

type UserGroup = { id: string; handle: string; name: string; users: string[] }

export type SlackState = {
  tokens: { bot: string; app: string; signingSecret: string }
  users: SandboxUser[]
  groups: UserGroup[]
  channels: StoredChannel[]
  messages: Record<string, StoredMessage[]>
  /** Open modals of each person, from the bottom to the top. */
  views: Record<string, StoredView[]>
  homes: Record<string, StoredView>
  files: Record<string, StoredFile>
  /** Microseconds since 1970 of the newest message id, so that ids never repeat. */
  lastMicros: number
  lastNumber: number
  records: StandInRecord[]
}

export const team = { id: 'T0HARBOUR01', name: 'Harbour Goods', domain: 'harbour-goods' }
export const app = { id: 'A0PILOTAPP1', botId: 'B0PILOTBOT1', botUser: 'U0PILOTBOT1' }

/** The workspace on its first day: four people, two groups, four channels and a direct channel with the bot each. */
export function newWorkspace(): SlackState {
  return {
    tokens: newSlackTokens(),
    users: [...people.map(person), bot],
    groups: [
      group('S0APPROVERS', 'deploy-approvers', 'Deploy approvers', ['U0TOMAS0001', 'U0PRIYA0001']),
      group('S0ONCALL001', 'on-call', 'On call', ['U0TOMAS0001']),
    ],
    channels: [...sharedChannels.map(sharedChannel), ...people.map(directChannel)],
    messages: {},
    views: {},
    homes: {},
    files: {},
    lastMicros: 0,
    lastNumber: 0,
    records: [],
  }
}

export function newSlackTokens(): SlackState['tokens'] {
  return {
    bot: `xoxb-sandbox-${randomBytes(18).toString('hex')}`,
    app: `xapp-sandbox-${randomBytes(18).toString('hex')}`,
    signingSecret: randomBytes(16).toString('hex'),
  }
}

const people = [
  ['U0MAYA00001', 'maya', 'Maya Lindqvist', 'Frontend engineer', 'Europe/Stockholm', '#7a4fbf'],
  ['U0TOMAS0001', 'tomas', 'Tomas Okafor', 'On-call engineer', 'Europe/London', '#1f7a5c'],
  ['U0PRIYA0001', 'priya', 'Priya Raman', 'Engineering lead', 'Asia/Kolkata', '#b4552d'],
  ['U0JONAS0001', 'jonas', 'Jonas Weber', 'Customer support', 'Europe/Berlin', '#2b6cb0'],
] as const

type PersonRow = (typeof people)[number]

function person([id, name, realName, title, timeZone, color]: PersonRow): SandboxUser {
  return { id, name, realName, title, email: `${name}@harbour.example`, timeZone, isBot: false, color }
}

const bot: SandboxUser = {
  id: app.botUser,
  name: 'pilothouse',
  realName: 'Pilothouse',
  title: 'App',
  email: '',
  timeZone: 'Etc/UTC',
  isBot: true,
  color: '#0b5c7a',
}

function group(id: string, handle: string, name: string, users: string[]): UserGroup {
  return { id, handle, name, users }
}

const sharedChannels = [
  ['C0GENERAL01', 'general', 'Everybody and everything'],
  ['C0DEPLOYS01', 'deploys', 'What goes out, and who said yes'],
  ['C0INCIDENT1', 'incidents', 'What is broken now'],
  ['C0COMPANY01', 'company-updates', 'News for everybody'],
] as const

function sharedChannel([id, name, purpose]: (typeof sharedChannels)[number]): StoredChannel {
  const members = [...people.map(([user]) => user), app.botUser]
  return { ...emptyChannel, id, name, kind: 'public', purpose, members, pins: [], bookmarks: [] }
}

function directChannel([user, name]: PersonRow): StoredChannel {
  const id = `D0${name.toUpperCase().padEnd(9, '0')}`
  const members = [user, app.botUser]
  return { ...emptyChannel, id, name, kind: 'direct', peer: app.botUser, members, pins: [], bookmarks: [] }
}

export const emptyChannel = {
  topic: '',
  purpose: '',
  isArchived: false,
  creator: 'U0PRIYA0001',
  createdAt: 1_780_000_000,
}
