import type { KnownBlock, ModalView } from '@slack/types'
import type { Correction } from '../../src/domain/data/correction.ts'
import type { Reply, SharedFile, TargetRows } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, confirm, context, factLines, form, header, row, section, textField } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { escapeText, line, plural, sentence, shorten, time, user } from '../text.ts'
import { csv } from '../timeline/export-csv.ts'

/** Asks what is to be changed; the metadata is the database. */
export const correctionModal = (database: string, because: string): ModalView =>
  form('correction', { title: 'Correct data', submit: 'Ask for approval', metadata: database }, [
    section(
      `In *${line(database, 60)}*. The rows are kept as they are first, in a file in the channel that everybody there can read. Somebody else approves the change; it is rolled back unless exactly so many rows change.`,
    ),
    textField({ name: 'because', label: 'Why', initial: because, max: 300 }),
    textField({
      ...{ name: 'backup', label: 'The rows that will change, as a select', isLong: true, max: 1200 },
      placeholder: 'select * from orders where total_cents < 0',
    }),
    textField({
      ...{ name: 'change', label: 'The change: one update or delete', isLong: true, max: 1200 },
      placeholder: 'update orders set total_cents = -total_cents where total_cents < 0',
    }),
    textField({ name: 'expected', label: 'How many rows will change', max: 4 }),
  ])

/** One message for each correction, edited once it is decided. */
export function correctionCard({ correction }: { correction: Correction }): {
  text: string
  blocks: KnownBlock[]
} {
  const { id, database, environment, backup, change, expected } = correction
  const title = `Correction ${id} · ${database} · ${environment}`
  return {
    text: line(title),
    blocks: withinLimits(
      [
        header(shorten(title, 150)),
        section(standing(correction)),
        factLines({
          Why: sentence(line(correction.because)),
          Rows: `${plural(expected, 'row')} now, kept in the file above; as many must change`,
        }),
        section(`*Change*\n${block(change)}`),
        section(`*Rows that it changes*\n${block(backup)}`),
        context(`Asked for by ${user(correction.requestedBy)} ${time(correction.requestedAt)}.`),
        ...(correction.state === 'awaiting' ? buttons(correction) : []),
      ],
      'message',
    ),
  }
}

/** Three backticks would end the block. */
const block = (sql: string): string =>
  `\`\`\`\n${escapeText(shorten(sql.replaceAll('```', "'''"), 1300))}\n\`\`\``

function standing(correction: Correction): string {
  switch (correction.state) {
    case 'awaiting':
      return `:hourglass_flowing_sand: Waits until ${time(correction.expiresAt)} for somebody else’s approval. Nothing was changed.`
    case 'approved':
      return `:white_check_mark: Approved by ${user(correction.decidedBy)} ${time(correction.decidedAt)}; operation ${correction.operation} tells what became of it.`
    case 'rejected':
      return `:x: Rejected by ${user(correction.decidedBy)} ${time(correction.decidedAt)}. Nothing was changed.`
  }
}

const buttons = ({ id, expected, database }: Correction) =>
  row([
    button(actions.approveCorrection, 'Approve', String(id), {
      style: 'primary',
      confirm: confirm(
        `Change ${plural(expected, 'row')}?`,
        `The change is made at once in ${shorten(database, 40)}, and rolled back unless exactly ${plural(expected, 'row')} change.`,
        'Change them',
        'Not yet',
      ),
    }),
    button(actions.rejectCorrection, 'Reject', String(id), { style: 'danger' }),
  ])

export const askedCorrectionReply = ({ id, expected }: Correction): Reply =>
  sentenceReply(
    `Correction ${id} was asked for: ${plural(expected, 'row')} are kept, and nothing was changed yet. Somebody else may approve it on its card, or with \`/status correct approve ${id}\`.`,
  )

export const settledCorrectionReply = (correction: Correction): Reply =>
  sentenceReply(
    correction.state === 'approved'
      ? `You approved correction ${correction.id}. Operation ${correction.operation} makes the change now.`
      : `You rejected correction ${correction.id}. Nothing was changed.`,
  )

/** The rows as they were before a correction. */
export function backupFile(database: string, { rows, columns }: TargetRows, at: Date): SharedFile {
  const moment = at.toISOString().slice(0, 19).replaceAll(':', '-')
  return {
    name: `${database}-before-correction-${moment}.csv`,
    text: csv([columns, ...rows.map((each) => columns.map((column) => written(each[column])))]),
    comment: `${plural(rows.length, 'row')} of ${line(database, 60)} as they are before a correction that is asked for`,
  }
}

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
