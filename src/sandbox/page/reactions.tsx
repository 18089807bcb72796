import type { SandboxMessage } from '../slack/protocol.ts'
import { useApp, userOf } from './app-context.ts'
import { EmojiText } from './emoji-text.tsx'

export function Reactions({ message }: { message: SandboxMessage }) {
  const { world, me, act } = useApp()
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.users.length > 0)
  if (reactions.length === 0) return null
  return (
    <ul class="reactions" aria-label="Reactions">
      {reactions.map(({ name, users }) => {
        const names = users.map((id) => userOf(world, id)?.realName ?? id).join(', ')
        return (
          <li key={name}>
            <button
              type="button"
              class="reaction"
              aria-pressed={users.includes(me.id)}
              aria-label={`${name}: ${names}`}
              title={`${names} reacted with :${name}:`}
              onClick={() => act({ do: 'react', channel: message.channel, ts: message.ts, name })}
            >
              <EmojiText text={`:${name}:`} /> <span>{users.length}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
