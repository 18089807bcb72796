/** The part of Markdown that Slack's `markdown` block shows, as a tree. */
export type MarkdownInline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: MarkdownInline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; children: MarkdownInline[] }

export type MarkdownBlock =
  | { kind: 'heading'; level: number; children: MarkdownInline[] }
  | { kind: 'paragraph' | 'quote'; children: MarkdownInline[] }
  | {
      kind: 'list'
      isOrdered: boolean
      items: { depth: number; tick?: boolean; children: MarkdownInline[] }[]
    }
  | { kind: 'code'; text: string }
  | { kind: 'table'; rows: MarkdownInline[][][] }
  | { kind: 'rule' }

type Reader = (lines: string[]) => { block: MarkdownBlock; used: number } | undefined

export function parseMarkdown(source: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  let lines = source.split('\n')
  while (lines.length > 0) {
    const read = readers.map((reader) => reader(lines)).find(Boolean)
    if (read) blocks.push(read.block)
    lines = lines.slice(read?.used ?? 1)
  }
  return blocks
}

const listLine = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/

const readHeading: Reader = ([line = '']) => {
  const match = /^(#{1,6})\s+(.*)$/.exec(line)
  if (!match) return undefined
  return {
    block: { kind: 'heading', level: match[1]?.length ?? 1, children: inline(match[2] ?? '') },
    used: 1,
  }
}

const readRule: Reader = ([line = '']) =>
  /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line) ? { block: { kind: 'rule' }, used: 1 } : undefined

const readFence: Reader = (lines) => {
  if (!lines[0]?.startsWith('```')) return undefined
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith('```'))
  const last = end < 0 ? lines.length : end
  return { block: { kind: 'code', text: lines.slice(1, last).join('\n') }, used: last + 1 }
}

const readTable: Reader = (lines) => {
  if (!lines[0]?.includes('|') || !/^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/.test(lines[1] ?? '')) return undefined
  const used = countWhile(lines, (line) => line.includes('|'))
  const rows = lines.slice(0, used).filter((_, index) => index !== 1)
  return { block: { kind: 'table', rows: rows.map(cells) }, used }
}

const readQuote: Reader = (lines) => {
  const used = countWhile(lines, (line) => line.startsWith('>'))
  if (used === 0) return undefined
  const text = lines.slice(0, used).map((line) => line.replace(/^>\s?/, ''))
  return { block: { kind: 'quote', children: inline(text.join('\n')) }, used }
}

const readList: Reader = (lines) => {
  const used = countWhile(lines, (line) => listLine.test(line))
  if (used === 0) return undefined
  const isOrdered = listLine.exec(lines[0] ?? '')?.[2] !== undefined
  return { block: { kind: 'list', isOrdered, items: lines.slice(0, used).map(listItem) }, used }
}

const readParagraph: Reader = (lines) => {
  const starts = [readHeading, readRule, readFence, readTable, readQuote, readList]
  const isPlain = (line: string, index: number) =>
    line.trim() !== '' && (index === 0 || !starts.some((reader) => reader(lines.slice(index))))
  const used = countWhile(lines, isPlain)
  return used > 0
    ? { block: { kind: 'paragraph', children: inline(lines.slice(0, used).join('\n')) }, used }
    : undefined
}

const readers = [readHeading, readRule, readFence, readTable, readQuote, readList, readParagraph]

function countWhile(lines: string[], keeps: (line: string, index: number) => boolean): number {
  const end = lines.findIndex((line, index) => !keeps(line, index))
  return end < 0 ? lines.length : end
}

function listItem(line: string) {
  const [, space = '', , tick, text = ''] = listLine.exec(line) ?? []
  const children = inline(text)
  const depth = Math.floor(space.replace(/\t/g, '  ').length / 2)
  return tick === undefined ? { depth, children } : { depth, tick: tick !== ' ', children }
}

function cells(line: string): MarkdownInline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inline(cell.trim()))
}

const inlinePattern =
  /`([^`]+)`|!?\[([^\]]*)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(\S(?:.*?\S)?)\*|\b_(\S(?:.*?\S)?)_\b|(https?:\/\/[^\s<>)]+)/s

function inline(text: string): MarkdownInline[] {
  const match = inlinePattern.exec(text)
  if (!match) return text === '' ? [] : [{ kind: 'text', text }]
  const before = text.slice(0, match.index)
  const after = text.slice(match.index + match[0].length)
  return [...(before ? [{ kind: 'text' as const, text: before }] : []), readInline(match), ...inline(after)]
}

function readInline(match: RegExpExecArray): MarkdownInline {
  const [, code, label, url, bold, alsoBold, strike, italic, alsoItalic, bare] = match
  if (code !== undefined) return { kind: 'code', text: code }
  if (url !== undefined) return { kind: 'link', url, children: inline(label || url) }
  if (bare !== undefined) return { kind: 'link', url: bare, children: [{ kind: 'text', text: bare }] }
  if (strike !== undefined) return { kind: 'strike', children: inline(strike) }
  const strong = bold ?? alsoBold
  if (strong !== undefined) return { kind: 'bold', children: inline(strong) }
  return { kind: 'italic', children: inline(italic ?? alsoItalic ?? '') }
}
