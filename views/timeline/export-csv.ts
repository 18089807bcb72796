import type { TimelineExport } from '../../src/domain/timeline/export.ts'
import { actorName, entryWithNames } from './export-words.ts'

const columns = ['entry', 'time', 'actor', 'name', 'kind', 'text', 'permalink', 'hash']

/** One row for each entry, as RFC 4180 has it. */
export function timelineCsv({ entries, nameOf }: TimelineExport): string {
  const rows = entries.map((entry) => [
    String(entry.seq),
    entry.at.toISOString(),
    entry.actor,
    actorName(entry.actor, nameOf),
    entry.event.kind,
    entryWithNames(entry, nameOf),
    entry.permalink ?? '',
    entry.hash,
  ])
  return csv([columns, ...rows])
}

/** Rows of texts, with a row of titles before them. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')

/**
 * A spreadsheet computes what begins like a formula, so that an apostrophe is put before it.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(foreign: string): string {
  const harmless = /^\s*[=+\-@\t\r\n|%＝＋－＠]/u.test(foreign) ? `'${foreign}` : foreign
  return `"${harmless.replaceAll('"', '""')}"`
}
