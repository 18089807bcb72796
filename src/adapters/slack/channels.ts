import { WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { ChannelId, UserId } from '../../domain/people.ts'
import type { Chat } from '../../ports.ts'
import type { SlackApi } from './api.ts'
import type { ChatParts } from './chat.ts'
import { createChannelAct } from './create-channel.ts'
import { inWords } from './error-words.ts'

const ok = z.object({ ok: z.literal(true) })
const topicLength = 250
const inviteBatch = 100

export function createChannels(
  parts: ChatParts,
): Pick<Chat, 'createChannel' | 'setTopic' | 'pin' | 'invite'> {
  const { api } = parts
  return {
    createChannel: createChannelAct(parts),
    async setTopic(channel, topic) {
      const cut = topic.length > topicLength ? `${topic.slice(0, topicLength - 1)}…` : topic
      await api('conversations.setTopic', { channel, topic: cut }, ok, channel)
    },
    async pin(channel, ts) {
      await unless('already_pinned', api('pins.add', { channel, timestamp: ts }, ok, channel))
    },
    async invite(channel, users) {
      const refusals: Refusal[] = []
      const wanted = [...new Set(users)]
      for (let at = 0; at < wanted.length; at += inviteBatch) {
        refusals.push(...(await inviteSome(api, channel, wanted.slice(at, at + inviteBatch))))
      }
      return refusals
    },
  }
}

async function unless(code: string, call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== code) throw error
  }
}

type Refusal = { user: UserId; because: string }

/** Codes that speak of one person; any other is about the channel or the app, and holds for everybody. */
const personal = new Set([
  'cant_invite',
  'user_not_found',
  'users_not_found',
  'user_disabled',
  'ura_max_channels',
  'user_is_restricted',
  'user_team_not_in_channel',
  'cant_invite_self',
  'already_in_channel',
])
const alreadyThere = new Set(['already_in_channel', 'cant_invite_self'])

const named = z.array(z.object({ user: z.string(), error: z.string() }))
const invited = z.object({ errors: named.optional() })
type Named = z.infer<typeof named>

/**
 * Slack names the people it refused beside a success, or in its error. After an error it is not said whether the
 * others were invited in spite of it, so they are invited again: who is there already is no refusal.
 */
async function inviteSome(api: SlackApi, channel: ChannelId, users: UserId[]): Promise<Refusal[]> {
  try {
    const args = { channel, users: users.join(','), force: true }
    const { errors = [] } = await api('conversations.invite', args, invited, channel)
    return inRefusalWords(errors)
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code === undefined) throw error
    const refused = namedIn(error)
    const others = users.filter((user) => !refused.some((one) => one.user === user))
    if (others.length < users.length) {
      return [
        ...inRefusalWords(refused),
        ...(others.length > 0 ? await inviteSome(api, channel, others) : []),
      ]
    }
    if (!personal.has(error.code)) throw error
    const [user] = users
    if (user !== undefined && users.length === 1) return inRefusalWords([{ user, error: error.code }])
    return inviteEach(api, channel, users)
  }
}

async function inviteEach(api: SlackApi, channel: ChannelId, users: UserId[]): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const user of users) refusals.push(...(await inviteSome(api, channel, [user])))
  return refusals
}

function namedIn(error: UpstreamError): Named {
  const answer = error.cause instanceof WebAPIPlatformError ? error.cause.data : undefined
  return invited.safeParse(answer).data?.errors ?? []
}

function inRefusalWords(refused: Named): Refusal[] {
  return refused
    .filter(({ error }) => !alreadyThere.has(error))
    .map(({ user, error }) => ({ user, because: inWords(error) }))
}
