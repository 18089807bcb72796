/** One line that a function logged; `level` is in small letters, and may be any word. */
export type LogLine = { slug: string; version: number; at: Date; level: string; message: string }

/** Lines that say the same but for ids, numbers and addresses. `versions` are written `checkout v4`. */
export type LogGroup = {
  shape: string
  level: string
  count: number
  firstAt: Date
  lastAt: Date
  versions: string[]
}

const longest = 240

/** What tells one line from another of the same kind; those that may hold others come first. */
const variable: readonly (readonly [RegExp, string])[] = [
  [/\bhttps?:\/\/[^\s"'<>)\]]+/gi, '<url>'],
  [/[^\s"<>()@,;:]+@[^\s"<>()@,;:]+\.[a-z]{2,}/gi, '<address>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<ip>'],
  [/\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{10,}\b/gi, '<id>'],
  [/\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{6,}\b/gi, '<id>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
]

/** What a line says without what differs from one to the next; of a stack, its first line. */
export function shapeOf(message: string): string {
  const [first = ''] = message.trim().split(/\r?\n/)
  const bare = first
    .slice(0, 4 * longest)
    .replace(/\s+/g, ' ')
    .trim()
  const shape = variable.reduce((text, [look, name]) => text.replace(look, name), bare)
  return shape.length <= longest ? shape : `${shape.slice(0, longest - 1).toWellFormed()}…`
}

const levelRanks = ['fatal', 'error', 'warn', 'warning']

/** Where a level does not stand in the list, it is neither error nor warning. */
const rankOf = (level: string): number => {
  const rank = levelRanks.indexOf(level)
  return rank < 0 ? levelRanks.length : rank
}

export const isErrorLevel = (level: string): boolean => level === 'error' || level === 'fatal'

/** Errors first, then the most frequent. */
export function groupLines(lines: readonly LogLine[]): LogGroup[] {
  const groups = Map.groupBy(lines, ({ level, message }) => `${level}\n${shapeOf(message)}`)
  return [...groups.values()]
    .map(groupOf)
    .sort((a, b) => rankOf(a.level) - rankOf(b.level) || b.count - a.count)
}

function groupOf(lines: readonly LogLine[]): LogGroup {
  const times = lines.map(({ at }) => at.getTime())
  const [{ level, message } = { level: 'info', message: '' }] = lines
  return {
    ...{ shape: shapeOf(message), level, count: lines.length },
    firstAt: new Date(times.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)),
    lastAt: new Date(times.reduce((most, one) => Math.max(most, one), 0)),
    versions: [...new Set(lines.map(({ slug, version }) => `${slug} v${version}`))].sort(),
  }
}
