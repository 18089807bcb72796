import {
  channelObject,
  directChannel,
  joinedChannel,
  knownChannel,
  knownUser,
  publishChannel,
} from './channels.ts'
import { sendEvent } from './events.ts'
import { type Answer, type Call, channelScope, type Methods, scopeNames } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import { app, emptyChannel, type StoredChannel, team } from './state.ts'
import { nextId, nextTs, record, seconds, type Workspace } from './workspace.ts'

const manage = channelScope('manage')

export const conversationMethods: Methods = {
  'conversations.create': {
    tier: 2,
    scope: ({ args }) => [scopeNames.manage[args.flag('is_private') ? 'private' : 'public']],
    run: create,
  },
  'conversations.archive': { tier: 2, scope: manage, run: archive },
  'conversations.rename': { tier: 2, scope: manage, run: rename },
  'conversations.setTopic': { tier: 2, scope: manage, run: setTopic },
  'conversations.setPurpose': { tier: 2, scope: manage, run: setPurpose },
  'conversations.invite': { tier: 3, scope: manage, run: invite },
  'conversations.kick': { tier: 3, scope: manage, run: kick },
  'conversations.join': { tier: 3, scope: ['channels:join'], run: join },
  'conversations.leave': { tier: 3, scope: manage, run: leave },
  'conversations.open': { tier: 3, scope: ['im:write'], run: open },
}

function create({ workspace, args }: Call): Answer {
  const name = freeName(workspace, args.text('name') ?? '')
  const kind = args.flag('is_private') ? 'private' : 'public'
  const channel: StoredChannel = {
    ...emptyChannel,
    id: nextId(workspace, 'C'),
    name,
    kind,
    creator: app.botUser,
    createdAt: seconds(workspace),
    members: [app.botUser],
    pins: [],
    bookmarks: [],
  }
  workspace.state.channels.push(channel)
  publishChannel(workspace, channel)
  record(workspace, 'conversations.create', { channel: channel.id, name }, name)
  return { channel: channelObject(channel) }
}

/** A channel name that Slack would take. https://docs.slack.dev/reference/methods/conversations.create */
function freeName({ state }: Workspace, name: string): string {
  if (!name) throw new SlackRefusal('invalid_name_required')
  if (name.length > 80) throw new SlackRefusal('invalid_name_maxlength')
  if (/[^a-z0-9_-]/.test(name)) throw new SlackRefusal('invalid_name_specials')
  if (!/[a-z0-9]/.test(name)) throw new SlackRefusal('invalid_name_punctuation')
  const isTaken = state.channels.some((channel) => channel.kind !== 'direct' && channel.name === name)
  if (isTaken) throw new SlackRefusal('name_taken')
  return name
}

function archive({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  if (channel.isArchived) throw new SlackRefusal('already_archived')
  if (channel.id === 'C0GENERAL01') throw new SlackRefusal('cant_archive_general')
  joinedChannel(workspace, channel.id)
  channel.isArchived = true
  publishChannel(workspace, channel)
  record(workspace, 'conversations.archive', { channel: channel.id }, channel.id)
  void sendEvent(workspace, { type: 'channel_archive', channel: channel.id, user: app.botUser })
  return {}
}

function rename({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel'))
  if (channel.creator !== app.botUser) throw new SlackRefusal('not_authorized')
  channel.name = freeName(workspace, args.text('name') ?? '')
  publishChannel(workspace, channel)
  const { id, name, createdAt: created } = channel
  record(workspace, 'conversations.rename', { channel: id, name })
  void sendEvent(workspace, {
    type: 'channel_rename',
    channel: { id, name, created },
    event_ts: nextTs(workspace),
  })
  return { channel: channelObject(channel) }
}

function setTopic({ workspace, args }: Call): Answer {
  return describe(workspace, args.need('channel'), 'topic', args.text('topic') ?? '')
}

function setPurpose({ workspace, args }: Call): Answer {
  return describe(workspace, args.need('channel'), 'purpose', args.text('purpose') ?? '')
}

function describe(workspace: Workspace, id: string, field: 'topic' | 'purpose', text: string): Answer {
  const channel = joinedChannel(workspace, id)
  if (channel.kind === 'direct') throw new SlackRefusal('method_not_supported_for_channel_type')
  if (text.length > 250) throw new SlackRefusal('too_long')
  channel[field] = text
  publishChannel(workspace, channel)
  record(workspace, field === 'topic' ? 'conversations.setTopic' : 'conversations.setPurpose', {
    channel: id,
    text,
  })
  return { [field]: text, channel: channelObject(channel) }
}

function invite({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel'))
  const users = args.names('users')
  if (users.length === 0) throw new SlackRefusal('no_user')
  if (users.length > 100) throw new SlackRefusal('too_many_users')
  const errors = users.flatMap((user) => {
    const error = whyNotInvited(workspace, channel, user)
    return error ? [{ user, ok: false, error }] : []
  })
  const [first] = errors
  const isRefused = first && (!args.flag('force') || errors.length === users.length)
  if (isRefused) throw new SlackRefusal(first.error, [], { errors })
  const invited = users.filter((user) => !errors.some((error) => error.user === user))
  channel.members.push(...invited)
  publishChannel(workspace, channel)
  record(workspace, 'conversations.invite', { channel: channel.id, users: invited })
  for (const user of invited) sendJoined(workspace, channel, user, app.botUser)
  return { channel: channelObject(channel), ...(first ? { errors } : {}) }
}

function whyNotInvited({ state }: Workspace, channel: StoredChannel, user: string): string | undefined {
  if (user === app.botUser) return 'cant_invite_self'
  if (!state.users.some(({ id }) => id === user)) return 'user_not_found'
  if (channel.members.includes(user)) return 'already_in_channel'
}

/** Tells the app that somebody is in a channel now. */
export function sendJoined(
  workspace: Workspace,
  channel: StoredChannel,
  user: string,
  inviter?: string,
): void {
  const event = { type: 'member_joined_channel', user, channel: channel.id, channel_type: 'C', team: team.id }
  void sendEvent(workspace, { ...event, ...(inviter ? { inviter } : {}), event_ts: nextTs(workspace) })
}

function kick({ workspace, args }: Call): Answer {
  const channel = joinedChannel(workspace, args.need('channel'))
  const user = args.need('user')
  if (user === app.botUser) throw new SlackRefusal('cant_kick_self')
  if (!channel.members.includes(user)) throw new SlackRefusal('not_in_channel')
  channel.members = channel.members.filter((member) => member !== user)
  publishChannel(workspace, channel)
  record(workspace, 'conversations.kick', { channel: channel.id, user })
  return {}
}

function join({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  if (channel.kind !== 'public') throw new SlackRefusal('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackRefusal('is_archived')
  if (channel.members.includes(app.botUser))
    return { channel: channelObject(channel), warning: 'already_in_channel' }
  channel.members.push(app.botUser)
  publishChannel(workspace, channel)
  record(workspace, 'conversations.join', { channel: channel.id })
  sendJoined(workspace, channel, app.botUser)
  return { channel: channelObject(channel) }
}

function leave({ workspace, args }: Call): Answer {
  const channel = knownChannel(workspace, args.need('channel'))
  if (channel.id === 'C0GENERAL01') throw new SlackRefusal('cant_leave_general')
  if (!channel.members.includes(app.botUser)) return { not_in_channel: true }
  channel.members = channel.members.filter((member) => member !== app.botUser)
  publishChannel(workspace, channel)
  record(workspace, 'conversations.leave', { channel: channel.id })
  return {}
}

function open({ workspace, args }: Call): Answer {
  if (args.has('channel')) return { channel: channelObject(knownChannel(workspace, args.need('channel'))) }
  const users = args.names('users')
  const [user] = users
  if (!user) throw new SlackRefusal('users_list_not_supplied')
  if (users.length > 1) throw new SlackRefusal('method_not_supported_for_channel_type')
  const channel = directChannel(workspace, knownUser(workspace, user).id)
  return { already_open: true, no_op: true, channel: channelObject(channel) }
}
