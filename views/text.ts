/** Longest plain text of one foreign value inside a line. */
const lineLength = 300

/** Makes a foreign string harmless in mrkdwn: nothing in it can ping or link. */
export const escapeText = (foreign: string): string =>
  foreign.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A foreign string on one line, shortened and escaped. */
export const line = (foreign: string, max = lineLength): string => escapeText(shorten(oneLine(foreign), max))

/** A sentence of an adapter's on one line. It may name a channel as Slack does, which pings nobody and stays a link. */
export const told = (sentence: string, max = lineLength): string =>
  line(sentence, max).replace(/&lt;(#[A-Z0-9]{8,})&gt;/g, '<$1>')

/** A foreign string of several lines, shortened and escaped. */
export const paragraph = (foreign: string, max = 2500): string => escapeText(shorten(foreign.trim(), max))

/** The same as a quotation; every line is marked, so that it cannot leave it. */
export const quote = (foreign: string, max = 2000): string =>
  paragraph(foreign, max)
    .split('\n')
    .map((part) => `>${part}`)
    .join('\n')

/** A foreign string as code. Backticks would end the span, so they are left out. */
export function code(foreign: string, max = 100): string {
  const bare = shorten(oneLine(foreign.replaceAll('`', '')), max)
  return bare === '' ? '`–`' : `\`${escapeText(bare)}\``
}

/** The reader's own date and time. Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export const time = (date: Date): string => dateToken(date, '{date_short_pretty} {time}')

/** "5 minutes ago", counted by the reader's own client. */
export const ago = (date: Date): string => dateToken(date, '{ago}')

const dateToken = (date: Date, format: string): string =>
  `<!date^${Math.floor(date.getTime() / 1000)}^${format}|${utc(date)}>`

/** `2026-11-20 14:05 UTC`, where no reader's time zone is known. */
const utc = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`

export const user = (id: string): string => (/^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : line(id))

export const actor = (id: string): string => (id === 'pilothouse' ? 'Pilothouse' : user(id))

export const channel = (id: string): string => (/^[CGD][A-Z0-9]+$/.test(id) ? `<#${id}>` : line(id))

export const group = (id: string): string => (/^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : line(id))

/** A link with a foreign label; only the label where the address is no web address. */
export function link(url: string, label: string): string {
  const text = line(label.replaceAll('|', '¦'))
  if (!isWebAddress(url)) return text
  const address = url.replace(/&/g, '&amp;').replace(/</g, '%3C').replace(/>/g, '%3E').replaceAll('|', '%7C')
  return text === '' ? `<${address}>` : `<${address}|${text}>`
}

export const isWebAddress = (url: string): boolean => /^https?:\/\/\S+$/.test(url) && url.length <= 2000

/** mrkdwn without its marks, for places that show plain text, such as the errors under a form's fields. */
export const withoutMarks = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replace(/<!subteam\^\w+>/g, 'the approvers')
    .replace(/<@\w+>/g, 'somebody')
    .replace(/[`*]/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** At most `max` characters, the last being "…" where something is missing. Never half a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, Math.max(0, max - 1))
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** "a, b … and 12 more" */
export function list(items: readonly string[], max: number): string {
  if (items.length <= max) return items.join(', ')
  return `${items.slice(0, max).join(', ')} … and ${items.length - max} more`
}

/** "a, b or c" */
export function either(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`
}

/** "1.2 s" under ten seconds, then "42 s", "1 min 30 s", from ten minutes on "12 min", "1 h 05 min", "2 d 3 h". */
export function duration(ms: number): string {
  const exact = Math.max(0, ms) / 1000
  if (exact < 0.05) return 'under 0.1 s'
  if (exact < 9.95) return `${Number(exact.toFixed(1))} s`
  const seconds = Math.round(exact)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10 && seconds % 60 > 0) return `${minutes} min ${seconds % 60} s`
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48 && minutes % 60 === 0) return `${hours} h`
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** "1 commit", "2 commits" */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** With a full stop, unless it ends with one of its own. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
