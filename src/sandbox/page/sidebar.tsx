import type { ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { SandboxChannel } from '../slack/protocol.ts'
import { channelName, useApp, userOf } from './app-context.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { homePlace } from './place.ts'
import { ThemeSwitch } from './theme-switch.tsx'
import { useUnread } from './unread.ts'
import { UserSwitcher } from './user-switcher.tsx'

export function Sidebar({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { world } = useApp()
  // On the whole page: the focus is still outside when the drawer has just been opened.
  useLayoutEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOpen])
  return (
    <>
      {isOpen && <button type="button" class="curtain" aria-label="Close the menu" onClick={onClose} />}
      <nav class={isOpen ? 'sidebar open' : 'sidebar'} aria-label="Workspace">
        <header class="workspace">
          <div class="workspace-text">
            <h1>
              <span class="workspace-name">{world.team.name}</span>
            </h1>
            <p>
              <span class="tag">Sandbox</span> with the real bot
            </p>
          </div>
          <ThemeSwitch />
        </header>
        <UserSwitcher />
        <Places onPick={onClose} />
      </nav>
    </>
  )
}

function Places({ onPick }: { onPick(): void }) {
  const { world, me } = useApp()
  const mine = world.channels.filter((channel) => channel.members.includes(me.id) && !channel.isArchived)
  const open = mine
    .filter((channel) => channel.kind !== 'direct')
    .sort((a, b) => a.name.localeCompare(b.name))
  const direct = mine.filter((channel) => channel.kind === 'direct')
  const others = world.channels.filter(
    (channel) => channel.kind === 'public' && !channel.isArchived && !channel.members.includes(me.id),
  )
  const isUnread = useUnread()
  const link = (channel: SandboxChannel) => (
    <ChannelLink key={channel.id} channel={channel} isUnread={isUnread(channel.id)} onPick={onPick} />
  )
  return (
    <div class="places">
      <Group title="App">
        <HomeLink onPick={onPick} />
      </Group>
      <Group title="Channels">{open.map(link)}</Group>
      <Group title="Direct messages">{direct.map(link)}</Group>
      {others.length > 0 && <Group title="Channels to join">{others.map(link)}</Group>}
    </div>
  )
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="place-group" aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function HomeLink({ onPick }: { onPick(): void }) {
  const { world, place, go } = useApp()
  const isHere = place.channel === homePlace
  const pick = () => {
    go({ channel: homePlace })
    onPick()
  }
  return (
    <li>
      <button type="button" class="place-link" aria-current={isHere ? 'page' : undefined} onClick={pick}>
        <Icon name="home" />
        <span class="place-name">{userOf(world, world.botUser)?.realName ?? 'App'} · Home</span>
      </button>
    </li>
  )
}

type LinkProps = { channel: SandboxChannel; isUnread: boolean; onPick(): void }

function ChannelLink({ channel, isUnread, onPick }: LinkProps) {
  const { world, place, go } = useApp()
  const name = channelName(world, channel)
  const pick = () => {
    go({ channel: channel.id })
    onPick()
  }
  return (
    <li>
      <button
        type="button"
        class={isUnread ? 'place-link unread' : 'place-link'}
        aria-current={place.channel === channel.id ? 'page' : undefined}
        aria-label={isUnread ? `${name}, unread` : name}
        title={name}
        onClick={pick}
      >
        <PlaceMark channel={channel} />
        <span class="place-name">{name}</span>
        {isUnread && <span class="unread-dot" aria-hidden="true" />}
      </button>
    </li>
  )
}

function PlaceMark({ channel }: { channel: SandboxChannel }) {
  const { world } = useApp()
  if (channel.kind === 'direct') return <Avatar user={userOf(world, channel.peer ?? '')} size={20} />
  if (channel.kind === 'private') return <Icon name="lock" />
  return (
    <span class="hash" aria-hidden="true">
      #
    </span>
  )
}
