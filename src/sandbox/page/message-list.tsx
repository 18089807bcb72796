import { Fragment } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SandboxChannel, SandboxMessage } from '../slack/protocol.ts'
import { channelName, type Note, useApp } from './app-context.ts'
import { dateOfTs, dayKey, dayName } from './dates.ts'
import { useDismissed } from './dismissed.ts'
import { Icon } from './icons.tsx'
import { Message } from './message.tsx'
import { NoteLine } from './note-line.tsx'
import { sentEvent } from './use-send.ts'
import { topLevel } from './world-state.ts'

const nearBottomPx = 60
const sameBreathSeconds = 300

export function MessageList({ channel }: { channel: SandboxChannel }) {
  const { world, me, notes } = useApp()
  const [dismissed, dismiss] = useDismissed()
  const messages = topLevel(world.messages[channel.id] ?? []).filter(
    (message) => !dismissed.has(message.ts) && isFor(message, me.id),
  )
  const mine = notes.filter((note) => note.channel === channel.id)
  const { box, content, isBehind, toBottom } = useStickyScroll(messages.at(-1)?.ts ?? '')
  return (
    <div class="messages-frame">
      <div class="messages" ref={box} role="log" aria-label={`Messages in ${channelName(world, channel)}`}>
        <div ref={content} class="messages-content">
          <Beginning channel={channel} />
          {messages.map((message, index) => (
            <Fragment key={message.ts}>
              <Row message={message} before={messages[index - 1]} dismiss={dismiss} />
              {mine.filter((note) => note.afterTs === message.ts).map(asLine)}
            </Fragment>
          ))}
          {mine.filter((note) => messages.every((message) => message.ts !== note.afterTs)).map(asLine)}
        </div>
      </div>
      {isBehind && (
        <button type="button" class="new-pill" onClick={toBottom}>
          New messages <Icon name="down" />
        </button>
      )}
    </div>
  )
}

const asLine = (note: Note) => <NoteLine key={note.id} note={note} />

/** While another person's snapshot is on its way, what was private to the last one is not shown. */
function isFor(message: SandboxMessage, user: string): boolean {
  return message.ephemeralFor === undefined || message.ephemeralFor === user
}

type RowProps = { message: SandboxMessage; before: SandboxMessage | undefined; dismiss(ts: string): void }

function Row({ message, before, dismiss }: RowProps) {
  const { me, now } = useApp()
  const day = dayKey(dateOfTs(message.ts), me.timeZone)
  const isNewDay = !before || dayKey(dateOfTs(before.ts), me.timeZone) !== day
  return (
    <>
      {isNewDay && (
        <div class="day">
          <span>{dayName(dateOfTs(message.ts), me.timeZone, now)}</span>
        </div>
      )}
      <Message message={message} isContinued={!isNewDay && continues(message, before)} dismiss={dismiss} />
    </>
  )
}

function continues(message: SandboxMessage, before: SandboxMessage | undefined): boolean {
  return (
    before?.user === message.user &&
    message.blocks?.[0]?.type !== 'header' &&
    before.ephemeralFor === message.ephemeralFor &&
    Number(message.ts) - Number(before.ts) < sameBreathSeconds
  )
}

function Beginning({ channel }: { channel: SandboxChannel }) {
  const { world, openPane } = useApp()
  const name = channelName(world, channel)
  const isEmpty = topLevel(world.messages[channel.id] ?? []).length === 0
  return (
    <div class="beginning">
      <h3>{channel.kind === 'direct' ? name : `#${name}`}</h3>
      <p>
        {channel.purpose ||
          `This is the beginning of ${channel.kind === 'direct' ? 'your talk with' : '#'}${channel.kind === 'direct' ? ` ${name}` : name}.`}
      </p>
      {isEmpty && (
        <button type="button" class="button" onClick={() => openPane('guide')}>
          New here? Try this
        </button>
      )}
    </div>
  )
}

/** Stays at the newest message while the person is there, or has just sent something; otherwise says that something came. */
function useStickyScroll(newestTs: string) {
  const box = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const [isBehind, setBehind] = useState(false)
  const toBottom = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
    setBehind(false)
  }
  useEffect(() => {
    if (!box.current || !content.current) return
    const frame = box.current
    let top = frame.scrollTop
    const onScroll = () => {
      // Only going up leaves the end: a message that comes before this event is heard makes the distance grow too.
      const isUp = frame.scrollTop < top
      top = frame.scrollTop
      if (frame.scrollHeight - top - frame.clientHeight < nearBottomPx) isAtEnd.current = true
      else if (isUp) isAtEnd.current = false
      if (isAtEnd.current) setBehind(false)
    }
    const onSent = () => {
      isAtEnd.current = true
      toBottom()
    }
    frame.addEventListener('scroll', onScroll, { passive: true })
    addEventListener(sentEvent, onSent)
    const observer = new ResizeObserver(() => isAtEnd.current && toBottom())
    observer.observe(content.current)
    observer.observe(frame)
    return () => {
      observer.disconnect()
      frame.removeEventListener('scroll', onScroll)
      removeEventListener(sentEvent, onSent)
    }
  }, [])
  useEffect(() => setBehind(!isAtEnd.current), [newestTs])
  return { box, content, isBehind, toBottom }
}
