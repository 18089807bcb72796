import { useEffect, useState } from 'preact/hooks'
import type { SandboxChannel } from '../slack/protocol.ts'
import { channelName, useApp, userOf } from './app-context.ts'
import { Composer } from './composer.tsx'
import { HeaderTools } from './header-tools.tsx'
import { Icon } from './icons.tsx'
import { MessageList } from './message-list.tsx'
import { MrkdwnLine } from './mrkdwn.tsx'
import { PinsPopover } from './pins.tsx'

type Props = { openMenu(): void }

export function ChannelView({ openMenu }: Props) {
  const { world, me, place, go } = useApp()
  const channel = world.channels.find((known) => known.id === place.channel)
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(me.id))) {
    return (
      <NoChannel openMenu={openMenu} goHome={() => go({ channel: myFirstChannel(world.channels, me.id) })} />
    )
  }
  return (
    <main class="main" key={`${me.id} ${channel.id}`}>
      <ChannelHeader channel={channel} openMenu={openMenu} />
      <MessageList channel={channel} />
      {channel.members.includes(me.id) ? <Composer channel={channel} /> : <JoinBar channel={channel} />}
    </main>
  )
}

function myFirstChannel(channels: SandboxChannel[], user: string): string {
  return channels.find((channel) => channel.members.includes(user) && channel.kind !== 'direct')?.id ?? ''
}

/** A direct channel belongs to two: whoever the person becomes goes on in their own one with the bot. */
function useOwnDirectChannel() {
  const { world, me, place, go } = useApp()
  const own = world.channels.find(({ kind, members }) => kind === 'direct' && members.includes(me.id))?.id
  useEffect(() => {
    if (place.channel.startsWith('D') && own && own !== place.channel) go({ channel: own })
  }, [place.channel, own])
}

function NoChannel({ openMenu, goHome }: Props & { goHome(): void }) {
  const { me } = useApp()
  useOwnDirectChannel()
  return (
    <main class="main">
      <header class="channel-header">
        <MenuButton openMenu={openMenu} />
        <h2 class="channel-name">Not here</h2>
        <HeaderTools />
      </header>
      <div class="empty">
        <p>{me.realName} is not in this channel, or it is gone.</p>
        <button type="button" class="button primary" onClick={goHome}>
          Go to a channel
        </button>
      </div>
    </main>
  )
}

export function MenuButton({ openMenu }: Props) {
  return (
    <button type="button" class="icon-button menu-button" aria-label="Channels and people" onClick={openMenu}>
      <Icon name="menu" />
    </button>
  )
}

function ChannelHeader({ channel, openMenu }: Props & { channel: SandboxChannel }) {
  const { world } = useApp()
  const name = channelName(world, channel)
  const mark = channel.kind === 'direct' ? '' : '#'
  return (
    <header class="channel-header">
      <MenuButton openMenu={openMenu} />
      <div class="channel-title">
        <h2 class="channel-name" title={name}>
          {channel.kind === 'private' ? <Icon name="lock" /> : mark}
          {name}
          {channel.isArchived && <span class="tag">Archived</span>}
        </h2>
        {channel.topic && (
          <p class="channel-topic" title={channel.topic}>
            <MrkdwnLine text={channel.topic} />
          </p>
        )}
      </div>
      <div class="channel-facts">
        <Members channel={channel} />
        <PinsPopover channel={channel} />
      </div>
      <HeaderTools />
    </header>
  )
}

function Members({ channel }: { channel: SandboxChannel }) {
  const { world } = useApp()
  const [isShown, setShown] = useState(false)
  const names = channel.members.map((id) => userOf(world, id)?.realName ?? id)
  return (
    <span class="fact-anchor">
      <button
        type="button"
        class="fact"
        aria-label={`${names.length} members`}
        aria-expanded={isShown}
        title={names.join(', ')}
        onClick={() => setShown(!isShown)}
        onBlur={() => setShown(false)}
      >
        <Icon name="people" />
        {names.length}
      </button>
      {isShown && <span class="popover fact-list">{names.join(', ')}</span>}
    </span>
  )
}

function JoinBar({ channel }: { channel: SandboxChannel }) {
  const { act } = useApp()
  return (
    <div class="join-bar">
      <p>
        {channel.isArchived
          ? 'This channel is archived.'
          : `You are looking at #${channel.name} from outside.`}
      </p>
      {!channel.isArchived && (
        <button type="button" class="button primary" onClick={() => act({ do: 'join', channel: channel.id })}>
          Join the channel
        </button>
      )}
    </div>
  )
}
