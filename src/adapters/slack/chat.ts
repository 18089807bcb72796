import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { Chat, Clock, Log } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import { createChannels } from './channels.ts'
import { createDepartures } from './departures.ts'
import type { Destinations } from './destinations.ts'
import { examineSlack } from './examine.ts'
import { findByKey, keyMetadata } from './find.ts'
import type { Groups } from './groups.ts'
import { createLiveMessages } from './live-message.ts'
import { createReadMessage } from './read-message.ts'
import type { ResponseUrls } from './response-urls.ts'
import { hashOf, type Render } from './shown.ts'
import { createTidying } from './tidying.ts'
import { createTimeZones } from './time-zones.ts'

export type ChatParts = {
  api: SlackApi
  render: Render
  destinations: Destinations
  responseUrls: ResponseUrls
  groups: Groups
  shareFile: Chat['shareFile']
  botUser: () => Promise<string>
  clockOffsetMs: Chat['clockOffsetMs']
  now: Clock
  log: Log
}

/** Slack for the workflows. Every method throws `UpstreamError`, with `isUncertain` where an answer was lost. */
export function createChat(parts: ChatParts): Chat {
  const { api, destinations } = parts
  const posts = createPosts(parts)
  return {
    ...posts,
    ...createChannels(parts),
    async permalink(channel, ts) {
      const shape = z.object({ permalink: z.string() })
      const args = { channel: await destinations.channelOf(channel), message_ts: ts }
      return (await api('chat.getPermalink', args, shape, channel)).permalink
    },
    message: createReadMessage(parts),
    ...createTidying(parts),
    groupMembers: (group) => parts.groups.members(group),
    timeZoneOf: createTimeZones(api, parts.now),
    hasLeft: createDepartures(api, parts.now),
    shareFile: parts.shareFile,
    nameOf: (id) => (id.startsWith('S') ? handleOf(api, id) : nameOf(api, id)),
    examine: (named) => examineSlack(parts, named),
    clockOffsetMs: parts.clockOffsetMs,
    ...createLiveMessages(api, destinations),
  }
}

const called = z.object({
  user: z.object({
    real_name: z.string().nullish(),
    name: z.string().nullish(),
    profile: z.object({ display_name: z.string().nullish() }).nullish(),
  }),
})

async function nameOf(api: SlackApi, user: string): Promise<string | null> {
  try {
    const { real_name, name, profile } = (await api('users.info', { user }, called)).user
    return real_name || profile?.display_name || name || null
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'user_not_found') return null
    throw error
  }
}

const listed = z.object({ usergroups: z.array(z.object({ id: z.string(), handle: z.string() })) })

async function handleOf(api: SlackApi, group: string): Promise<string | null> {
  const { usergroups } = await api('usergroups.list', {}, listed)
  return usergroups.find(({ id }) => id === group)?.handle ?? null
}

const posted = z.object({ ts: z.string() })

function createPosts(parts: ChatParts): Pick<Chat, 'post' | 'find' | 'update'> {
  const { api, render, destinations, responseUrls, log } = parts
  return {
    async post(destination, key, message, thread = null) {
      const shown = render(message)
      if (isAddress(destination)) {
        await responseUrls.answer(destination, shown)
        return { ts: 'answered', hash: hashOf(shown) }
      }
      const channel = await destinations.channelOf(destination)
      const quiet = { unfurl_links: false, unfurl_media: false }
      const reply = thread ? { thread_ts: thread.ts, reply_broadcast: thread.isBroadcast } : {}
      const args = { channel, ...shown, ...quiet, ...reply, metadata: keyMetadata(key) }
      const { ts } = await api('chat.postMessage', args, posted, destination)
      return { ts, hash: hashOf(shown) }
    },
    async find(destination, key, since, thread = null) {
      if (isAddress(destination)) return null
      const place = { channel: await destinations.channelOf(destination), thread: thread?.ts }
      return findByKey({ api, log }, place, key, since)
    },
    async update(destination, ts, message, shownHash) {
      const shown = render(message)
      const hash = hashOf(shown)
      if (hash === shownHash) return { hash }
      if (isAddress(destination)) throw notEditable()
      const channel = await destinations.channelOf(destination)
      await api('chat.update', { channel, ts, ...shown }, posted, destination)
      return { hash }
    },
  }
}

const isAddress = (destination: string): boolean => /^https?:/.test(destination)

function notEditable(): UpstreamError {
  return new UpstreamError('A private answer to a command cannot be edited later.', {
    service: 'Slack',
    isRetryable: false,
    code: 'not_editable',
  })
}
