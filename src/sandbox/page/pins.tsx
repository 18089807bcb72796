import type { SandboxChannel } from '../slack/protocol.ts'
import { useApp, userOf } from './app-context.ts'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { showMessage } from './show-message.ts'

export function PinsPopover({ channel }: { channel: SandboxChannel }) {
  const { world, place, go } = useApp()
  if (channel.pins.length === 0) return null
  const messages = world.messages[channel.id] ?? []
  const items = channel.pins.map((ts) => {
    const message = messages.find((known) => known.ts === ts)
    return {
      label: message?.text.split('\n')[0]?.slice(0, 90) || 'A message older than the ones shown',
      hint: userOf(world, message?.user ?? '')?.realName ?? '',
      pick: () => {
        if (place.thread) go({})
        showMessage(ts)
      },
    }
  })
  return (
    <Menu label={`${items.length} pinned`} className="fact" items={items}>
      <Icon name="pin" />
      {items.length}
    </Menu>
  )
}
