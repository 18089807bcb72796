import type { SandboxUser } from '../slack/protocol.ts'

export function Avatar({ user, size = 36 }: { user: SandboxUser | undefined; size?: number }) {
  const style = { width: size, height: size, fontSize: size * 0.4, background: user?.color ?? '#5b6770' }
  return (
    <span class={user?.isBot ? 'avatar avatar-bot' : 'avatar'} style={style} aria-hidden="true">
      {user?.isBot ? <Helm /> : initials(user?.realName ?? '?')}
    </span>
  )
}

/** A ship's wheel: the bot's own face. */
function Helm() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="68%"
      height="68%"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="6" />
      <circle cx="12" cy="12" r="1.6" fill="currentColor" />
      <path d="M12 1.5v21M1.5 12h21M4.6 4.6l14.8 14.8M19.4 4.6L4.6 19.4" stroke-width="1.5" />
    </svg>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase()
}
