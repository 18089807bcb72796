import { App, type Receiver } from '@slack/bolt'
import type { FetchFunction } from '@slack/web-api'
import { renderMessage } from '../../../views/message.ts'
import { troubleInWords } from '../../../views/trouble.ts'
import type { Chat, Clock, Log, Respond } from '../../ports.ts'
import { type ApiOptions, clientOptions, createApi } from './api.ts'
import type { Identity } from './belonging.ts'
import { boltLog } from './bolt-log.ts'
import { createChat } from './chat.ts'
import { clockOffset } from './clock-offset.ts'
import { type Connection, keepConnected } from './connection.ts'
import { createDestinations } from './destinations.ts'
import { createShareFile } from './files.ts'
import { createGroups } from './groups.ts'
import { createHttpReceiver } from './http-receiver.ts'
import { createIntroduction, type Introduction } from './identity.ts'
import { type ListenerParts, listen } from './listeners.ts'
import { createResponseUrls } from './response-urls.ts'
import { createSocket } from './socket.ts'
import { within } from './within.ts'

export type SlackOptions = {
  botToken: string
  /** Socket Mode needs the app token, HTTP the signing secret. */
  mode: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }
  /** With a slash at the end, for example `https://slack.com/api/`. */
  slackApiUrl: string
  respond: Respond
  /** True the first time an event id is seen, by any replica. */
  seen: (eventId: string) => Promise<boolean>
  log: Log
  now: Clock
  newRequestId: () => string
  timeoutMs?: number | undefined
  /** How long a start waits for Slack's first answer; 5 s unless given. */
  patienceMs?: number | undefined
  fetch?: FetchFunction | undefined
}

export type Slack = {
  chat: Chat
  /** Undefined until Slack has answered for the first time. */
  identity(): Identity | undefined
  /** A sentence on what is wrong with the connection, or undefined while all is well. */
  trouble(): string | undefined
  /** HTTP mode: answers what Slack posts to /slack/events. */
  receive?: (request: Request) => Promise<Response>
  /** True while something that a person did is still being answered. */
  isBusy(): boolean
  /** Lets what was begun end, for at most 5 s, and hangs up. */
  stop(): Promise<void>
}

const farewellMs = 5000

/**
 * Connects to Slack. Throws `StartupError`, one sentence, where Slack refuses a token. Where Slack cannot be reached it
 * resolves all the same, and goes on trying: the rest of Pilothouse works without Slack.
 */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const parts = assemble(options)
  const begun = new Set<Promise<void>>()
  const line = createLine(options, () => connection?.lost())
  const app = createApp(options, line.receiver, parts.introduction)
  listen(app, { ...parts.listener, begun: (work) => remember(begun, work) })
  await app.init()
  let connection: Connection | undefined
  connection = await keepConnected({
    log: options.log,
    patienceMs: options.patienceMs,
    async dial() {
      await parts.introduction.introduce()
      await line.dial()
    },
  })
  const { receive } = line
  return {
    chat: parts.chat,
    identity: parts.introduction.known,
    trouble: () => connection.trouble(),
    isBusy: () => begun.size > 0,
    ...(receive && { receive }),
    async stop() {
      connection.stop()
      await within(farewellMs, Promise.allSettled(begun))
      await line.hangUp()
    },
  }
}

function assemble(options: SlackOptions) {
  const { log, now, respond, seen, newRequestId } = options
  const api = createApi(options.botToken, options)
  const introduction = createIntroduction(api)
  const groups = createGroups(api, now)
  const responseUrls = createResponseUrls(options)
  const botUser = async () => (await introduction.identity()).botUser
  const destinations = createDestinations(api)
  const shareFile = createShareFile({ ...options, api, destinations })
  const chat = createChat({
    api,
    render: renderMessage,
    destinations,
    shareFile,
    responseUrls,
    groups,
    botUser,
    clockOffsetMs: () => clockOffset(options),
    now,
    log,
  })
  const { identity } = introduction
  const listener: Omit<ListenerParts, 'begun'> = {
    ...{ api, respond, identity, seen, responseUrls, shareFile, groups, newRequestId, log },
    trouble: troubleInWords,
  }
  return { chat, introduction, listener }
}

type Line = {
  receiver: Receiver
  dial(): Promise<void>
  hangUp(): Promise<void>
  receive?: (request: Request) => Promise<Response>
}

function createLine(options: SlackOptions, lost: () => void): Line {
  if (options.mode.kind === 'socket') return createSocket(options.mode.appToken, options, lost)
  const receiver = createHttpReceiver({ ...options, signingSecret: options.mode.signingSecret })
  const nothing = async () => {}
  return { receiver, dial: nothing, hangUp: nothing, receive: receiver.receive }
}

/** Deferred, because Bolt would otherwise call Slack in its constructor and reject where nobody can catch it. */
function createApp(options: ApiOptions & SlackOptions, receiver: Receiver, { known }: Introduction): App {
  return new App({
    receiver,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    ignoreSelf: false,
    logger: boltLog(options.log),
    clientOptions: clientOptions(options, 0),
    authorize: async () => {
      const us = known()
      return us ? { botToken: options.botToken, botUserId: us.botUser, botId: us.botId ?? '' } : {}
    },
  })
}

function remember(begun: Set<Promise<void>>, work: Promise<void>): void {
  begun.add(work)
  work.catch(() => {}).finally(() => begun.delete(work))
}
