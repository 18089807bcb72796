import { emojiFor } from './emoji.ts'

/** Slack's mrkdwn as a tree. Source: https://docs.slack.dev/messaging/formatting-message-text */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; unix: number; format: string; url?: string; fallback: string }

export type MrkdwnBlock =
  | { kind: 'text'; lines: Inline[][] }
  | { kind: 'quote'; lines: Inline[][] }
  | { kind: 'code'; text: string }

const emphasis: Record<string, 'bold' | 'italic' | 'strike'> = { '*': 'bold', _: 'italic', '~': 'strike' }

export function parseMrkdwn(source: string): MrkdwnBlock[] {
  return source.split(/```([\s\S]+?)```\n?/).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'code' as const, text: decodeEntities(unwrapTokens(part)).trim() }]
    return part === '' ? [] : parseLines(part.replace(/\n$/, ''))
  })
}

function parseLines(part: string): MrkdwnBlock[] {
  const blocks: MrkdwnBlock[] = []
  for (const line of part.split('\n')) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line)
    const kind = quoted ? 'quote' : 'text'
    const last = blocks.at(-1)
    const inline = parseInline(quoted?.[1] ?? line)
    if (last?.kind === kind) last.lines.push(inline)
    else blocks.push({ kind, lines: [inline] })
  }
  return blocks
}

/** Code fences keep links as text: `<https://x|y>` reads `y`. */
function unwrapTokens(text: string): string {
  return text.replace(
    /<([^<>|\n]+)(?:\|([^<>\n]+))?>/g,
    (_, target: string, label?: string) => label ?? target,
  )
}

export function parseInline(text: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  while (at < text.length) {
    const [node, length] = nodeAt(text, at)
    const last = found.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text
    else found.push(node)
    at += length
  }
  return found
}

function nodeAt(text: string, at: number): [Inline, number] {
  const rest = text.slice(at)
  return (
    tokenAt(rest) ??
    codeAt(rest) ??
    emphasisAt(text, at) ??
    emojiAt(rest) ??
    bareLinkAt(text, at) ??
    entityAt(rest) ?? [{ kind: 'text', text: text[at] ?? '' }, 1]
  )
}

function tokenAt(rest: string): [Inline, number] | undefined {
  const match = /^<([^<>\n]+)>/.exec(rest)
  if (!match?.[1]) return undefined
  return [readToken(match[1]), match[0].length]
}

function readToken(token: string): Inline {
  const [target = '', ...labels] = token.split('|')
  const label = labels.length > 0 ? decodeEntities(labels.join('|')) : undefined
  const name = label === undefined ? {} : { label }
  if (/^@[UW]/.test(target)) return { kind: 'user', id: target.slice(1), ...name }
  if (/^#[CGD]/.test(target)) return { kind: 'channel', id: target.slice(1), ...name }
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), ...name }
  if (target.startsWith('!date^')) return readDate(target, label ?? '')
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) }
  return { kind: 'link', url: decodeEntities(target), label: label ?? decodeEntities(target) }
}

function readDate(target: string, fallback: string): Inline {
  const [, unix, format = '', url] = target.split('^')
  return { kind: 'date', unix: Number(unix), format, fallback, ...(url ? { url: decodeEntities(url) } : {}) }
}

function codeAt(rest: string): [Inline, number] | undefined {
  const match = /^`([^`\n]+)`/.exec(rest)
  return match?.[1]
    ? [{ kind: 'code', text: decodeEntities(unwrapTokens(match[1])) }, match[0].length]
    : undefined
}

function emphasisAt(text: string, at: number): [Inline, number] | undefined {
  const mark = text[at] ?? ''
  const kind = emphasis[mark]
  if (!kind || /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') || /[\s]|^$/.test(text[at + 1] ?? ''))
    return undefined
  const end = closingMark(text, at + 1, mark)
  if (end === undefined) return undefined
  return [{ kind, children: parseInline(text.slice(at + 1, end)) }, end + 1 - at]
}

/** The mark that ends the emphasis: after a non-space, before a non-letter, and not inside code or a link. */
function closingMark(text: string, from: number, mark: string): number | undefined {
  let at = from
  while (at < text.length) {
    const skip = /^(?:`[^`\n]+`|<[^<>\n]+>)/.exec(text.slice(at))
    if (skip) at += skip[0].length
    else if (text[at] === mark && at > from && closesHere(text, at)) return at
    else at += 1
  }
  return undefined
}

function closesHere(text: string, at: number): boolean {
  return !/\s/.test(text[at - 1] ?? '') && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? '')
}

function emojiAt(rest: string): [Inline, number] | undefined {
  const match = /^:([a-z0-9_+-]+):/.exec(rest)
  const emoji = match?.[1] && emojiFor(match[1])
  return match && emoji ? [{ kind: 'text', text: emoji }, match[0].length] : undefined
}

function bareLinkAt(text: string, at: number): [Inline, number] | undefined {
  if (/\w/.test(text[at - 1] ?? '')) return undefined
  const match = /^https?:\/\/[^\s<>|`]*[^\s<>|`.,;:!?)*_~]/.exec(text.slice(at))
  if (!match) return undefined
  const url = decodeEntities(match[0])
  return [{ kind: 'link', url, label: url }, match[0].length]
}

function entityAt(rest: string): [Inline, number] | undefined {
  const match = /^&(?:lt|gt|amp);/.exec(rest)
  return match ? [{ kind: 'text', text: decodeEntities(match[0]) }, match[0].length] : undefined
}

function decodeEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}
