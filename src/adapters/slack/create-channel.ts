import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Chat } from '../../ports.ts'
import type { ChatParts } from './chat.ts'
import { tokenCodes } from './error-words.ts'

type Outcome = { channel: string; name: string }
type Needs = Pick<ChatParts, 'api' | 'botUser' | 'now'>

const longestName = 80
const spellings = 9
const dayMs = 24 * 60 * 60_000
const pagesAtMost = 25

const created = z.object({ channel: z.object({ id: z.string(), name: z.string() }) })

/**
 * Opens a channel. Slack takes no idempotency key, so an attempt whose answer was lost is told by what it left:
 * a channel of that name which this bot created within a day and in which nothing was done yet, not even a topic set.
 * A name that belongs to somebody else gets `-2` to `-9` appended.
 */
export function createChannelAct(needs: Needs): Chat['createChannel'] {
  return {
    async perform(_key, { name, isPrivate = false }) {
      for (const spelling of spellingsOf(name)) {
        const made = await tryToCreate(needs, spelling, isPrivate)
        if (made !== 'taken') return made
      }
      return {
        seen: 'failed',
        reason: `Slack has channels named ${name}, ${name}-2 and so on up to ${name}-${spellings}.`,
      }
    },
    async observe(_key, { name, isPrivate = false }) {
      const ours = await findUntouched(needs, spellingsOf(name), isPrivate)
      return ours ? { seen: 'done', outcome: ours } : { seen: 'absent' }
    },
  }
}

type Made = Exclude<Sighting<Outcome>, { seen: 'absent' }>

async function tryToCreate(needs: Needs, name: string, isPrivate: boolean): Promise<Made | 'taken'> {
  try {
    const { channel } = await needs.api('conversations.create', { name, is_private: isPrivate }, created)
    return { seen: 'done', outcome: { channel: channel.id, name: channel.name } }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.code !== 'name_taken') return refusedForGood(error)
    const ours = await findUntouched(needs, [name], isPrivate)
    return ours ? { seen: 'done', outcome: ours } : 'taken'
  }
}

/** A bad token is put right by people, so the act waits for them; any other refusal will not change. */
function refusedForGood(error: UpstreamError): Made {
  const mayChange = error.isRetryable || error.isUncertain || tokenCodes.has(error.code ?? '')
  if (mayChange || error.code?.startsWith('http_')) throw error
  return { seen: 'failed', reason: error.message }
}

function spellingsOf(name: string): string[] {
  const more = Array.from({ length: spellings - 1 }, (_, index) => `-${index + 2}`)
  return ['', ...more].map((ending) => `${name.slice(0, longestName - ending.length)}${ending}`)
}

const listed = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      creator: z.string().optional(),
      created: z.number(),
      topic: z.object({ value: z.string() }).optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
type Listed = z.infer<typeof listed>['channels'][number]

/** Looks only through the bot's own channels: listing a whole workspace can take minutes. */
async function findUntouched(
  { api, botUser, now }: Needs,
  names: string[],
  isPrivate: boolean,
): Promise<Outcome | null> {
  const bot = await botUser()
  const since = (now().getTime() - dayMs) / 1000
  const isUntouched = ({ name, creator, created, topic }: Listed) =>
    names.includes(name) && creator === bot && created >= since && !topic?.value
  let cursor: string | undefined
  for (let pages = 0; pages < pagesAtMost; pages += 1) {
    const types = isPrivate ? 'private_channel' : 'public_channel'
    const args = { types, exclude_archived: true, limit: 200, cursor }
    const page = await api('users.conversations', args, listed)
    const found = page.channels.find(isUntouched)
    if (found) return { channel: found.id, name: found.name }
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return null
  }
  return null
}
