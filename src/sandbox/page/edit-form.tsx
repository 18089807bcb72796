import { useState } from 'preact/hooks'
import type { SandboxMessage } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'

/** Other words for one's own message, in its place. */
export function EditForm({ message, close }: { message: SandboxMessage; close(): void }) {
  const { act } = useApp()
  const [text, setText] = useState(message.text)
  const save = async (event: Event) => {
    event.preventDefault()
    const { ok } = await act({ do: 'edit', channel: message.channel, ts: message.ts, text })
    if (ok) close()
  }
  return (
    <form class="composer" onSubmit={save}>
      <textarea
        ref={(field) => field?.focus()}
        rows={2}
        value={text}
        aria-label="Edit message"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <button type="button" class="button" onClick={close}>
        Cancel
      </button>
      <button type="submit" class="button primary" disabled={text.trim() === ''}>
        Save
      </button>
    </form>
  )
}
