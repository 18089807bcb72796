import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { ChannelBookmark, Chat } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import type { ChatParts } from './chat.ts'

type Parts = Pick<ChatParts, 'api' | 'destinations'>

/** What keeps a channel in order while it is needed, and puts it away after. */
export function createTidying(parts: Parts): Pick<Chat, 'archive' | 'bookmark' | 'hasFile'> {
  return {
    archive: (channel) => archive(parts.api, channel),
    bookmark: bookmarkAct(parts.api),
    hasFile: (destination, name, since) => hasFile(parts, destination, name, since),
  }
}

async function archive(api: SlackApi, channel: string): Promise<void> {
  try {
    await api('conversations.archive', { channel }, z.object({ ok: z.literal(true) }), channel)
  } catch (error) {
    if (!isCode(error, ['already_archived', 'channel_not_found'])) throw error
  }
}

const isCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof UpstreamError && codes.includes(error.code ?? '')

const added = z.object({ bookmark: z.object({ id: z.string() }) })
const bookmarks = z.object({ bookmarks: z.array(z.object({ link: z.string().nullish() })) })

/** A bookmark is told from others by its address. */
function bookmarkAct(api: SlackApi): Chat['bookmark'] {
  return {
    perform: async (_key, { channel, title, link, emoji }) => {
      const args = { channel_id: channel, title, type: 'link', link, emoji }
      await api('bookmarks.add', args, added, channel)
      return { seen: 'done', outcome: {} }
    },
    observe: async (_key, bookmark) =>
      (await isBookmarked(api, bookmark)) ? { seen: 'done', outcome: {} } : { seen: 'absent' },
  }
}

/** Where the app may not look, a link seen twice is better than none. */
async function isBookmarked(api: SlackApi, { channel, link }: ChannelBookmark): Promise<boolean> {
  try {
    const { bookmarks: all } = await api('bookmarks.list', { channel_id: channel }, bookmarks, channel)
    return all.some((bookmark) => bookmark.link === link)
  } catch (error) {
    if (isCode(error, ['missing_scope'])) return false
    throw error
  }
}

const history = z.object({
  messages: z.array(z.object({ files: z.array(z.object({ name: z.string().nullish() })).nullish() })),
})

const clockSkewMs = 5 * 60_000

/** Among the newest 200 messages: it is asked within seconds of the upload. */
async function hasFile({ api, destinations }: Parts, destination: string, name: string, since: Date) {
  const channel = await destinations.channelOf(destination)
  const oldest = (Math.max(0, since.getTime() - clockSkewMs) / 1000).toFixed(6)
  try {
    const args = { channel, oldest, limit: 200 }
    const { messages } = await api('conversations.history', args, history, channel)
    return messages.some(({ files }) => files?.some((file) => file.name === name))
  } catch (error) {
    if (isCode(error, ['missing_scope'])) return false
    throw error
  }
}
