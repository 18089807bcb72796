import type { ComponentChildren } from 'preact'
import { EmojiText } from './emoji-text.tsx'
import { type MarkdownBlock, type MarkdownInline, parseMarkdown } from './markdown.ts'
import { SafeLink } from './safe-link.tsx'

export function MarkdownText({ text }: { text: string }) {
  return (
    <div class="mrkdwn markdown">
      {parseMarkdown(text).map((block, index) => (
        <Part key={index} block={block} />
      ))}
    </div>
  )
}

function Part({ block }: { block: MarkdownBlock }) {
  switch (block.kind) {
    case 'heading':
      return <Heading block={block} />
    case 'paragraph':
      return (
        <p class="pre-line">
          <Nodes nodes={block.children} />
        </p>
      )
    case 'quote':
      return (
        <blockquote class="pre-line">
          <Nodes nodes={block.children} />
        </blockquote>
      )
    case 'code':
      return <pre>{block.text}</pre>
    case 'rule':
      return <hr class="divider" />
    case 'list':
      return <List block={block} />
    case 'table':
      return <Table rows={block.rows} />
  }
}

const headingTags = ['h4', 'h5', 'h6'] as const

function Heading({ block }: { block: Extract<MarkdownBlock, { kind: 'heading' }> }) {
  const level = Math.min(block.level, 3)
  const Tag = headingTags[level - 1] ?? 'h6'
  return (
    <Tag class={`md-heading md-h${level}`}>
      <Nodes nodes={block.children} />
    </Tag>
  )
}

function List({ block }: { block: Extract<MarkdownBlock, { kind: 'list' }> }) {
  const items = block.items.map((item, index) => (
    <li key={index} style={{ marginLeft: `${item.depth * 20}px` }}>
      {item.tick !== undefined && <EmojiText text={item.tick ? '✅ ' : '⚪ '} />}
      <Nodes nodes={item.children} />
    </li>
  ))
  return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>
}

function Table({ rows }: { rows: MarkdownInline[][][] }) {
  const [head = [], ...rest] = rows
  return (
    <div class="table-frame">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index}>
                <Nodes nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rest.map((row, line) => (
            <tr key={line}>
              {row.map((cell, index) => (
                <td key={index}>
                  <Nodes nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Nodes({ nodes }: { nodes: MarkdownInline[] }) {
  return <>{nodes.map(drawNode)}</>
}

function drawNode(node: MarkdownInline, key: number): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return <EmojiText key={key} text={node.text} />
    case 'code':
      return <code key={key}>{node.text}</code>
    case 'link':
      return (
        <SafeLink key={key} url={node.url}>
          <Nodes nodes={node.children} />
        </SafeLink>
      )
    case 'bold':
      return (
        <strong key={key}>
          <Nodes nodes={node.children} />
        </strong>
      )
    case 'italic':
      return (
        <em key={key}>
          <Nodes nodes={node.children} />
        </em>
      )
    case 'strike':
      return (
        <s key={key}>
          <Nodes nodes={node.children} />
        </s>
      )
  }
}
