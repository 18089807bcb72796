/** What Slack makes of text that a person types before an app sees it. https://docs.slack.dev/messaging/formatting-message-text */
import type { SlackState } from './state.ts'

/** Escapes `& < >` and turns @names, #channels and web addresses into Slack's references. */
export function resolveTyped(state: SlackState, text: string, style: 'message' | 'slash'): string {
  return escapeText(text)
    .replace(/(^|[\s(])@([a-z0-9._-]*[a-z0-9])/gi, (all, before: string, name: string) => {
      const reference = mention(state, name.toLowerCase(), style)
      return reference ? `${before}${reference}` : all
    })
    .replace(/(^|[\s(])#([a-z0-9_-]+)/g, (all, before: string, name: string) => {
      const channel = state.channels.find((one) => one.kind !== 'direct' && one.name === name)
      return channel ? `${before}<#${channel.id}|${channel.name}>` : all
    })
    .replace(/(^|[\s(])(https?:\/\/[^\s<>)]+)/g, '$1<$2>')
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function mention(state: SlackState, name: string, style: 'message' | 'slash'): string | undefined {
  if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`
  const user = state.users.find((one) => one.name === name)
  if (user) return style === 'slash' ? `<@${user.id}|${user.name}>` : `<@${user.id}>`
  const group = state.groups.find((one) => one.handle === name)
  if (group) return style === 'slash' ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`
}
