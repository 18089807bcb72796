import { useState } from 'preact/hooks'
import type { SandboxChannel } from '../slack/protocol.ts'
import { useApp } from './app-context.ts'

/** Told to the page when a person sends from the channel's own box, so that the answer comes into sight. */
export const sentEvent = 'pilothouse-sandbox-sent'

const storageKey = 'pilothouse-sandbox-last-command'

/** Says it, or runs it as a command when it begins with a slash. */
export function useSend(channel: SandboxChannel, threadTs: string | undefined) {
  const { act } = useApp()
  const [isSending, setSending] = useState(false)
  const [lastCommand, setLastCommand] = useState(() => sessionStorage.getItem(storageKey) ?? '')
  const send = async (text: string) => {
    setSending(true)
    if (!threadTs) dispatchEvent(new Event(sentEvent))
    const command = threadTs ? null : /^(\/\S+)\s*([\s\S]*)$/.exec(text)
    if (command?.[1]) {
      sessionStorage.setItem(storageKey, text)
      setLastCommand(text)
      await act({ do: 'slash', channel: channel.id, command: command[1], text: command[2] ?? '' })
    } else {
      const thread = threadTs ? { threadTs } : {}
      await act({ do: 'say', channel: channel.id, text, ...thread })
    }
    setSending(false)
  }
  return { send, isSending, lastCommand }
}
