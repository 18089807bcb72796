import type { SandboxUser } from './protocol.ts'
import { SlackRefusal } from './refusal.ts'
import { app, type StoredChannel, team } from './state.ts'
import type { Workspace } from './workspace.ts'

/** The channel with this id, as far as the app may know of it. Throws `channel_not_found`. */
export function knownChannel({ state }: Workspace, id: string): StoredChannel {
  const channel = state.channels.find((candidate) => candidate.id === id)
  const isHidden = channel && channel.kind !== 'public' && !channel.members.includes(app.botUser)
  if (!channel || isHidden) throw new SlackRefusal('channel_not_found')
  return channel
}

/** A channel that the app is in and that isn't archived. Throws channel_not_found, is_archived, not_in_channel. */
export function joinedChannel(workspace: Workspace, id: string): StoredChannel {
  const channel = knownChannel(workspace, id)
  if (channel.isArchived) throw new SlackRefusal('is_archived')
  if (!channel.members.includes(app.botUser)) throw new SlackRefusal('not_in_channel')
  return channel
}

export function knownUser({ state }: Workspace, id: string): SandboxUser {
  const user = state.users.find((candidate) => candidate.id === id)
  if (!user) throw new SlackRefusal('user_not_found')
  return user
}

/** The direct channel of the app and this person, made where there is none yet. */
export function directChannel(workspace: Workspace, user: string): StoredChannel {
  const found = workspace.state.channels.find(
    ({ kind, members }) => kind === 'direct' && members.includes(user) && members.includes(app.botUser),
  )
  if (!found) throw new SlackRefusal('cannot_dm_bot')
  return found
}

/** A public channel is anybody's to see; the others are their members'. */
export function canSee(channel: StoredChannel): (user: string) => boolean {
  return (user) => channel.kind === 'public' || channel.members.includes(user)
}

export function publishChannel(workspace: Workspace, channel: StoredChannel): void {
  workspace.changed()
  workspace.publish({ type: 'channel', channel }, canSee(channel))
}

/** The channel as the Web API shows it. https://docs.slack.dev/reference/objects/conversation-object */
export function channelObject(channel: StoredChannel): Record<string, unknown> {
  const { id, name, kind, createdAt, creator, isArchived, members } = channel
  const common = {
    id,
    created: createdAt,
    is_archived: isArchived,
    context_team_id: team.id,
    is_org_shared: false,
  }
  if (kind === 'direct') {
    const user = members.find((member) => member !== app.botUser)
    return { ...common, is_im: true, user, is_user_deleted: false, is_open: true }
  }
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_general: id === 'C0GENERAL01',
    is_shared: false,
    is_member: members.includes(app.botUser),
    creator,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: channel.purpose, creator: '', last_set: 0 },
    num_members: members.length,
  }
}
