import type { SandboxMessage, ServerEvent, Snapshot } from '../slack/protocol.ts'

/** What the page knows, after one more event from the server. Events before the first snapshot are dropped. */
export function applyEvent(known: Snapshot | undefined, event: ServerEvent): Snapshot | undefined {
  if (event.type === 'snapshot') return event
  if (!known) return known
  switch (event.type) {
    case 'message':
    case 'message-changed':
      return withMessages(known, event.message.channel, (list) => upsert(list, event.message))
    case 'message-deleted':
      return withMessages(known, event.channel, (list) => list.filter((message) => message.ts !== event.ts))
    case 'channel':
      return { ...known, channels: replaced(known.channels, event.channel) }
    case 'views':
      return { ...known, views: event.views }
    case 'home':
      return { ...known, home: event.view }
    case 'bot-connected':
      return { ...known, isBotConnected: event.isBotConnected }
  }
}

function withMessages(
  known: Snapshot,
  channel: string,
  change: (list: SandboxMessage[]) => SandboxMessage[],
): Snapshot {
  return { ...known, messages: { ...known.messages, [channel]: change(known.messages[channel] ?? []) } }
}

function upsert(list: SandboxMessage[], message: SandboxMessage): SandboxMessage[] {
  const rest = list.filter((other) => other.ts !== message.ts)
  return [...rest, message].sort((a, b) => compareTs(a.ts, b.ts))
}

function replaced<T extends { id: string }>(list: T[], item: T): T[] {
  return list.some((other) => other.id === item.id)
    ? list.map((other) => (other.id === item.id ? item : other))
    : [...list, item]
}

export function compareTs(a: string, b: string): number {
  return (
    Number(a.split('.')[0]) - Number(b.split('.')[0]) || Number(a.split('.')[1]) - Number(b.split('.')[1])
  )
}

/** Messages shown in the channel itself: not those that live in a thread. */
export function topLevel(messages: SandboxMessage[]): SandboxMessage[] {
  return messages.filter((message) => !message.threadTs || message.threadTs === message.ts)
}

export function thread(messages: SandboxMessage[], ts: string): SandboxMessage[] {
  return messages.filter((message) => message.ts === ts || message.threadTs === ts)
}
