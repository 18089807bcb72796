import type { SandboxMessage } from '../slack/protocol.ts'
import { useApp, userOf } from './app-context.ts'
import { Avatar } from './avatar.tsx'
import { clockTime, dateOfTs } from './dates.ts'
import { thread } from './world-state.ts'

export function ThreadLink({ message }: { message: SandboxMessage }) {
  const { world, me, go } = useApp()
  const replies = thread(world.messages[message.channel] ?? [], message.ts).filter(
    (other) => other.ts !== message.ts,
  )
  const count = Math.max(message.replyCount ?? 0, replies.length)
  const last = replies.at(-1)
  if (count === 0) return null
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4)
  return (
    <button type="button" class="thread-link" onClick={() => go({ thread: message.ts })}>
      {people.map((id) => (
        <Avatar key={id} user={userOf(world, id)} size={20} />
      ))}
      <strong>{count === 1 ? '1 reply' : `${count} replies`}</strong>
      {last && <span class="muted">last at {clockTime(dateOfTs(last.ts), me.timeZone)}</span>}
    </button>
  )
}
