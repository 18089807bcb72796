import { useState } from 'preact/hooks'
import type { SandboxMessage, SandboxUser } from '../slack/protocol.ts'
import { useApp, userOf } from './app-context.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks.tsx'
import { clockTime, dateOfTs, fullTime } from './dates.ts'
import { EditForm } from './edit-form.tsx'
import { Files } from './files.tsx'
import { MessageToolbar } from './message-toolbar.tsx'
import { MrkdwnText } from './mrkdwn.tsx'
import { Reactions } from './reactions.tsx'
import { MessageSurface } from './surface.tsx'
import { ThreadLink } from './thread-link.tsx'

type MessageProps = {
  message: SandboxMessage
  isContinued?: boolean
  isInThread?: boolean
  dismiss?(ts: string): void
}

export function Message({ message, isContinued = false, isInThread = false, dismiss }: MessageProps) {
  const { world, me } = useApp()
  const [isEditing, setEditing] = useState(false)
  const author = userOf(world, message.user)
  const time = clockTime(dateOfTs(message.ts), me.timeZone)
  const isPinned = channelPins(world.channels, message.channel).includes(message.ts)
  const classes = [
    'message',
    isContinued && 'continued',
    message.ephemeralFor && 'ephemeral',
    isPinned && 'pinned',
  ]
  return (
    <article
      class={classes.filter(Boolean).join(' ')}
      data-ts={message.ts}
      aria-label={`${author?.realName ?? message.user}, ${time}${message.ephemeralFor ? ', only visible to you' : ''}`}
    >
      {isContinued ? <MessageTime message={message} /> : <Avatar user={author} />}
      <div class="message-body">
        {isPinned && <p class="pinned-note">Pinned</p>}
        {!isContinued && <Head message={message} author={author} />}
        {isEditing ? (
          <EditForm message={message} close={() => setEditing(false)} />
        ) : (
          <Content message={message} />
        )}
        {message.files && <Files files={message.files} />}
        <Reactions message={message} />
        {!isInThread && <ThreadLink message={message} />}
        {message.ephemeralFor && <OnlyYou dismiss={() => dismiss?.(message.ts)} />}
      </div>
      {!message.ephemeralFor && (
        <MessageToolbar message={message} isInThread={isInThread} edit={() => setEditing(true)} />
      )}
    </article>
  )
}

function channelPins(channels: { id: string; pins: string[] }[], id: string): string[] {
  return channels.find((channel) => channel.id === id)?.pins ?? []
}

function Head({ message, author }: { message: SandboxMessage; author: SandboxUser | undefined }) {
  return (
    <p class="message-head">
      <span class="author">{author?.realName ?? message.user}</span>
      {author?.isBot && <span class="app-badge">APP</span>}
      <MessageTime message={message} />
    </p>
  )
}

function MessageTime({ message }: { message: SandboxMessage }) {
  const { me } = useApp()
  const date = dateOfTs(message.ts)
  return (
    <time class="time" dateTime={date.toISOString()} title={fullTime(date, me.timeZone)}>
      {clockTime(date, me.timeZone)}
    </time>
  )
}

function Content({ message }: { message: SandboxMessage }) {
  const edited = message.editedTs ? <span class="edited"> (edited)</span> : null
  if (!message.blocks?.length) return <MrkdwnText text={message.text} after={edited} />
  return (
    <MessageSurface message={message}>
      <Blocks blocks={message.blocks} />
      {edited}
    </MessageSurface>
  )
}

function OnlyYou({ dismiss }: { dismiss(): void }) {
  return (
    <p class="only-you">
      Only visible to you ·{' '}
      <button type="button" class="link-button" onClick={dismiss}>
        Dismiss
      </button>
    </p>
  )
}
