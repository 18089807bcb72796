import { conclude, type Diagnostic, type DiagnosticTable, evidenceOf, inWords } from './diagnostic.ts'

/** Its name tells it from every other file. */
export const reportName = ({ id, name, askedAt }: Diagnostic, installation: string): string =>
  `${askedAt.toISOString().slice(0, 10)}-${name}-${id}-${installation.slice(0, 8)}.md`

const headings = {
  well: 'Well',
  warning: 'Well, with a warning',
  trouble: 'Trouble',
  unknown: 'Nobody can tell',
} as const
const marks = { ok: 'well', warning: 'warning', trouble: 'trouble', unknown: 'unknown' } as const

/** Everything that was seen, as Markdown. */
export function diagnosticReport(diagnostic: Diagnostic): string {
  const { is, says, next } = conclude(diagnostic)
  const { id, askedAt, endedAt, steps } = diagnostic
  const parts = [
    `# Diagnostic ${id}: ${plain(inWords(diagnostic))}`,
    `Asked ${utc(askedAt)}${endedAt === null ? '' : `, answered ${utc(endedAt)}`}.`,
    `**${headings[is]}.** ${plain(says)}.${next === null ? '' : `\n\n**Next:** ${plain(next)}`}`,
    '## What was found',
    evidenceOf(diagnostic).map(evidenceLine).join('\n') || 'Nothing.',
    ...steps.flatMap(({ title, ...step }) =>
      step.is === 'seen' ? step.seen.tables.map((table) => tableOf(title, table)) : [],
    ),
  ]
  return `${parts.join('\n\n')}\n`
}

function evidenceLine(one: ReturnType<typeof evidenceOf>[number]): string {
  const why = one.why === undefined ? '' : `: ${plain(one.why)}`
  const fix = 'fix' in one && one.fix !== null ? ` *Next:* ${plain(one.fix)}` : ''
  return `- **${marks[one.is]}** ${plain(one.what)}${why}${fix}`
}

function tableOf(title: string, { title: about, columns, rows }: DiagnosticTable): string {
  const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  const lines = [row(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(row)]
  return `## ${plain(title)}: ${plain(about)}\n\n${rows.length === 0 ? 'None.' : lines.join('\n')}`
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What was read outside is text alone: no mark of Markdown, no tag, and no name that would ping somebody. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_|<>[\]#]/g, (mark) => `\\${mark}`)
    .replace(/@/g, '@\u200b')
