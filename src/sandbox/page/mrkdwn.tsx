import type { ComponentChildren } from 'preact'
import { useApp, userOf } from './app-context.ts'
import { formatSlackDate, fullTime } from './dates.ts'
import { EmojiText } from './emoji-text.tsx'
import { type Inline, type MrkdwnBlock, parseInline, parseMrkdwn } from './mrkdwn.ts'
import { SafeLink } from './safe-link.tsx'

export function MrkdwnText({ text, after }: { text: string; after?: ComponentChildren }) {
  return (
    <div class="mrkdwn">
      {parseMrkdwn(text).map((block, index) => (
        <MrkdwnPart key={index} block={block} />
      ))}
      {after}
    </div>
  )
}

/** One line, for topics and labels. */
export function MrkdwnLine({ text }: { text: string }) {
  return <InlineNodes nodes={parseInline(text.replaceAll('\n', ' '))} />
}

function MrkdwnPart({ block }: { block: MrkdwnBlock }) {
  if (block.kind === 'code') return <pre>{block.text}</pre>
  const lines = block.lines.map((line, index) => (
    <span class="line" key={index}>
      {line.length === 0 ? <br /> : <InlineNodes nodes={line} />}
    </span>
  ))
  return block.kind === 'quote' ? <blockquote>{lines}</blockquote> : <p>{lines}</p>
}

function InlineNodes({ nodes }: { nodes: Inline[] }) {
  return <>{nodes.map(drawInline)}</>
}

function drawInline(node: Inline, key: number): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return <EmojiText key={key} text={node.text} />
    case 'bold':
    case 'italic':
    case 'strike':
      return drawEmphasis(node.kind, <InlineNodes nodes={node.children} />, key)
    case 'code':
      return <code key={key}>{node.text}</code>
    case 'link':
      return (
        <SafeLink key={key} url={node.url}>
          {node.label}
        </SafeLink>
      )
    case 'date':
      return <DateToken key={key} {...node} />
    default:
      return <Mention key={key} kind={node.kind} id={mentionId(node)} {...labelOf(node)} />
  }
}

function drawEmphasis(kind: 'bold' | 'italic' | 'strike', inner: ComponentChildren, key: number) {
  if (kind === 'bold') return <strong key={key}>{inner}</strong>
  return kind === 'italic' ? <em key={key}>{inner}</em> : <s key={key}>{inner}</s>
}

type MentionNode = Extract<Inline, { kind: 'user' | 'channel' | 'group' | 'broadcast' }>

function mentionId(node: MentionNode): string {
  return node.kind === 'broadcast' ? node.range : node.id
}

function labelOf(node: MentionNode): { label?: string } {
  return node.kind !== 'broadcast' && node.label ? { label: node.label } : {}
}

type MentionProps = { kind: MentionNode['kind']; id: string; label?: string }

export function Mention({ kind, id, label }: MentionProps) {
  const { world, me, go } = useApp()
  if (kind === 'channel') {
    const channel = world.channels.find((known) => known.id === id)
    if (!channel) return <span class="mention">#{label ?? 'private-channel'}</span>
    return (
      <button type="button" class="mention mention-channel" onClick={() => go({ channel: id })}>
        #{channel.name}
      </button>
    )
  }
  if (kind === 'broadcast') return <span class="mention me">@{id}</span>
  if (kind === 'group') {
    const group = world.groups.find((known) => known.id === id)
    return (
      <span class={mentionClass(group?.users.includes(me.id))}>
        @{group?.handle ?? label?.replace(/^@/, '') ?? id}
      </span>
    )
  }
  const user = userOf(world, id)
  return (
    <span class={mentionClass(id === me.id)} title={user?.title}>
      @{user?.realName ?? label ?? id}
    </span>
  )
}

function mentionClass(isMe: boolean | undefined): string {
  return isMe ? 'mention me' : 'mention'
}

type DateProps = { unix: number; format: string; url?: string; fallback: string }

export function DateToken({ unix, format, url, fallback }: DateProps) {
  const { me, now } = useApp()
  // What is told may be newer than the page's last tick: what has just happened is not in the future.
  const moment = new Date(Math.max(now.getTime(), Date.now()))
  if (!Number.isFinite(unix)) return <>{fallback}</>
  const date = new Date(unix * 1000)
  const shown = (
    <time dateTime={date.toISOString()} title={fullTime(date, me.timeZone)}>
      {formatSlackDate(unix, format, me.timeZone, moment)}
    </time>
  )
  return url ? <SafeLink url={url}>{shown}</SafeLink> : shown
}
