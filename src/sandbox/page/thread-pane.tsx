import { useEffect, useRef } from 'preact/hooks'
import { useApp } from './app-context.ts'
import { Composer } from './composer.tsx'
import { Message } from './message.tsx'
import { Pane } from './pane.tsx'
import { thread } from './world-state.ts'

export function ThreadPane({ ts }: { ts: string }) {
  const { world, place, go } = useApp()
  const channel = world.channels.find((known) => known.id === place.channel)
  const messages = thread(world.messages[place.channel] ?? [], ts)
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [messages.length])
  if (!channel) return null
  return (
    <Pane title="Thread" close={() => go({})}>
      <div class="thread-messages" role="log" aria-label="Thread">
        {messages.map((message) => (
          <Message key={message.ts} message={message} isInThread />
        ))}
        {messages.length === 0 && (
          <p class="muted pad">This thread is older than the messages shown, or was deleted.</p>
        )}
        <div ref={end} />
      </div>
      <Composer channel={channel} threadTs={ts} />
    </Pane>
  )
}
