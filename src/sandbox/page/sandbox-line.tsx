import { useApp } from './app-context.ts'

/** Always in sight: what this is, and whether anybody is at home. */
export function SandboxLine() {
  const { world, link } = useApp()
  const [tone, text] = connection(world.isBotConnected, link === 'open')
  return (
    <div class="sandbox-line">
      <p>
        <strong>This is a sandbox:</strong> nothing here touches a real workspace. Times are short
        <span class="examples">
          : builds take seconds, and an urgent incident’s updates come every 90 s instead of every 15 min
        </span>
        .
      </p>
      <p class={`connection ${tone}`} role="status">
        <span class="dot" aria-hidden="true" />
        {text}
      </p>
    </div>
  )
}

function connection(isBotConnected: boolean, isPageConnected: boolean): [tone: string, text: string] {
  if (!isPageConnected) return ['bad', 'This page lost the sandbox and is connecting again.']
  if (!isBotConnected) return ['bad', 'The bot is not connected: it is restarting, or was stopped.']
  return ['good', 'The bot is connected.']
}
