import type { SandboxUser } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'

/** Who is looking. Everybody in the workspace is one click away, as the four-eyes rule needs two people. */
export function UserSwitcher() {
  const { world, me, go } = useApp()
  const people = world.users.filter((user) => !user.isBot)
  const items = people.map((user) => ({
    label: <Person user={user} />,
    isChosen: user.id === me.id,
    pick: () => go({ user: user.id }),
  }))
  return (
    <div class="user-switcher">
      <span class="user-switcher-label" aria-hidden="true">
        You are
      </span>
      <Menu
        label={`You are ${me.realName}, ${me.title}. Switch user`}
        className="user-button"
        align="left"
        items={items}
      >
        <Person user={me} />
        <Icon name="chevron" />
      </Menu>
    </div>
  )
}

function Person({ user }: { user: SandboxUser }) {
  return (
    <span class="person">
      <Avatar user={user} size={32} />
      <span class="person-text">
        <span class="person-name">{user.realName}</span>
        <span class="person-title">{user.title}</span>
      </span>
    </span>
  )
}
