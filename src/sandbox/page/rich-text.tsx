import type { RichTextBlock, RichTextBlockElement, RichTextElement, RichTextList } from '@slack/types'
import type { ComponentChildren } from 'preact'
import { EmojiText } from './emoji-text.tsx'
import { DateToken, Mention } from './mrkdwn.tsx'
import { SafeLink } from './safe-link.tsx'

export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div class="mrkdwn rich-text">
      {block.elements.map((element, index) => (
        <RichPart key={index} element={element} />
      ))}
    </div>
  )
}

function RichPart({ element }: { element: RichTextBlockElement }) {
  switch (element.type) {
    case 'rich_text_section':
      return (
        <p class="pre-line">
          <Elements elements={element.elements} />
        </p>
      )
    case 'rich_text_quote':
      return (
        <blockquote class="pre-line">
          <Elements elements={element.elements} />
        </blockquote>
      )
    case 'rich_text_preformatted':
      return (
        <pre>
          <Elements elements={element.elements} />
        </pre>
      )
    case 'rich_text_list':
      return <RichList list={element} />
    default:
      return (
        <p class="unknown-block">
          This page can't show the rich text part “{(element as { type: string }).type}”.
        </p>
      )
  }
}

function RichList({ list }: { list: RichTextList }) {
  const items = list.elements.map((item, index) => (
    <li key={index}>
      <Elements elements={item.elements} />
    </li>
  ))
  const style = { marginLeft: `${(list.indent ?? 0) * 22}px` }
  const first = (list as { offset?: number }).offset ?? 0
  return list.style === 'ordered' ? (
    <ol style={style} start={first + 1}>
      {items}
    </ol>
  ) : (
    <ul style={style}>{items}</ul>
  )
}

function Elements({ elements }: { elements: readonly RichTextElement[] }) {
  return (
    <>
      {elements.map((element, index) => (
        <Styled key={index} element={element} />
      ))}
    </>
  )
}

function Styled({ element }: { element: RichTextElement }) {
  const { bold, italic, strike, underline, code } = element.style ?? {}
  let drawn: ComponentChildren = <Plain element={element} />
  if (code) drawn = <code>{drawn}</code>
  if (underline) drawn = <u>{drawn}</u>
  if (strike) drawn = <s>{drawn}</s>
  if (italic) drawn = <em>{drawn}</em>
  return <>{bold ? <strong>{drawn}</strong> : drawn}</>
}

function Plain({ element }: { element: RichTextElement }) {
  switch (element.type) {
    case 'text':
      return <EmojiText text={element.text} />
    case 'link':
      return <SafeLink url={element.url}>{element.text ?? element.url}</SafeLink>
    case 'emoji':
      return <EmojiText text={`:${element.name}:`} />
    case 'user':
      return <Mention kind="user" id={element.user_id} />
    case 'usergroup':
      return <Mention kind="group" id={element.usergroup_id} />
    case 'channel':
      return <Mention kind="channel" id={element.channel_id} />
    case 'broadcast':
      return <Mention kind="broadcast" id={element.range} />
    case 'date':
      return <RichDate element={element} />
    case 'team':
      return <span class="mention">@{element.team_id}</span>
    case 'color':
      return (
        <span>
          <span class="swatch" style={{ background: element.value }} /> {element.value}
        </span>
      )
    default:
      return <span class="unknown-block">[{(element as { type: string }).type}]</span>
  }
}

function RichDate({ element }: { element: Extract<RichTextElement, { type: 'date' }> }) {
  const link = element.url ? { url: element.url } : {}
  return (
    <DateToken unix={element.timestamp} format={element.format} fallback={element.fallback ?? ''} {...link} />
  )
}
