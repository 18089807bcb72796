import type { SandboxMessage } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { EmojiText } from './emoji-text.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'

const quickReactions = [
  { name: 'pushpin', emoji: '📌', label: 'React with a pin' },
  { name: 'white_check_mark', emoji: '✅', label: 'React with a check mark' },
  { name: 'eyes', emoji: '👀', label: 'React with eyes' },
]

type ToolbarProps = { message: SandboxMessage; isInThread: boolean; edit(): void }

/** Appears on hover and focus. With the keyboard it is one stop: its menu holds everything. */
export function MessageToolbar({ message, isInThread, edit }: ToolbarProps) {
  const { act, go } = useApp()
  const { channel, ts } = message
  const react = (name: string) => act({ do: 'react', channel, ts, name })
  return (
    <div class="toolbar">
      {quickReactions.map(({ name, emoji, label }) => (
        <button
          key={name}
          type="button"
          class="tool-button"
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={() => react(name)}
        >
          <EmojiText text={emoji} />
        </button>
      ))}
      {!isInThread && (
        <button
          type="button"
          class="tool-button"
          tabIndex={-1}
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ thread: message.threadTs ?? ts })}
        >
          <Icon name="reply" />
        </button>
      )}
      <Menu
        label="More actions"
        className="tool-button tool-more"
        items={useItems({ message, isInThread, edit })}
      >
        <Icon name="more" />
      </Menu>
    </div>
  )
}

function useItems({ message, isInThread, edit }: ToolbarProps) {
  const { world, me, act, go } = useApp()
  const { channel, ts } = message
  const shortcuts = world.shortcuts
    .filter((shortcut) => shortcut.type === 'message')
    .map(({ callbackId, name }) => ({
      label: name,
      hint: 'Pilothouse',
      pick: () => act({ do: 'message-shortcut', callbackId, channel, ts }),
    }))
  const reply = { label: 'Reply in thread', pick: () => go({ thread: message.threadTs ?? ts }) }
  const reactions = quickReactions.map(({ name, emoji, label }) => ({
    label: <EmojiText text={`${emoji} ${label}`} />,
    pick: () => act({ do: 'react', channel, ts, name }),
  }))
  const own =
    message.user === me.id
      ? [
          { label: 'Edit message', pick: edit },
          { label: 'Delete message', pick: () => act({ do: 'delete', channel, ts }) },
        ]
      : []
  return [...shortcuts, ...(isInThread ? [] : [reply]), ...reactions, ...own]
}
