import type { OpenState } from '../../src/domain/incident/incident.ts'
import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import type { Reply } from '../../src/ports.ts'
import { severityMeaning } from '../declare/severity-words.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural, time } from '../text.ts'
import { awaitsApproval } from '../updates/public-update.ts'
import { level, stateWords } from './words.ts'

const nextUpdate = (dueAt: Date | null): string =>
  dueAt ? `The next update is due by ${time(dueAt)}.` : 'No further update is promised.'

type Updated = { id: number; nextDueAt: Date | null; publicId?: number | undefined }

export const updatedReply = ({ id, nextDueAt, publicId }: Updated): Reply =>
  sentenceReply(
    `Your update of incident ${id} is posted. ${nextUpdate(nextDueAt)}${publicId === undefined ? '' : ` Your words for the public page are kept. ${awaitsApproval(publicId)}`}`,
  )

export const notedReply = ({ id, seq }: { id: number; seq: number }): Reply =>
  sentenceReply(`Your note is in the timeline of incident ${id}, as entry ${seq}.`)

export const messageAddedReply = ({ id, seq, isNew }: { id: number; seq: number; isNew: boolean }): Reply =>
  sentenceReply(
    isNew
      ? `The message is in the timeline of incident ${id}, as entry ${seq}.`
      : `The message is in the timeline of incident ${id} already, as entry ${seq}, so it was not added again.`,
  )

type SeverityChanged = {
  id: number
  severity: string
  policy: SeverityPolicy
  isNew: boolean
  nextDueAt: Date | null
}

export const severityReply = ({ id, severity, policy, isNew, nextDueAt }: SeverityChanged): Reply =>
  sentenceReply(
    `Incident ${id} is ${line(level(severity), 20)} ${isNew ? 'now' : 'already, so nothing changed'}. ${nextUpdate(nextDueAt)} ${line(level(severity), 20)} means: ${severityMeaning(policy)}`,
  )

type StateChanged = { id: number; state: OpenState; isNew: boolean; nextDueAt: Date | null }

export const stateReply = ({ id, state, isNew, nextDueAt }: StateChanged): Reply =>
  sentenceReply(
    `The state of incident ${id} is “${stateWords[state]}” ${isNew ? 'now' : 'already, so nothing changed'}. ${nextUpdate(nextDueAt)}`,
  )

export const resolvedReply = ({ id }: { id: number }): Reply =>
  sentenceReply(
    `:white_check_mark: Incident ${id} is resolved. Its timeline and durations are posted; if it is back, type \`/incident reopen ${id}\`.`,
  )

export const reopenedReply = ({ id, nextDueAt }: { id: number; nextDueAt: Date | null }): Reply =>
  sentenceReply(`Incident ${id} is open again, and its state is “investigating”. ${nextUpdate(nextDueAt)}`)

type Checked = { id: number; entries: number; broken: { seq: number; because: string } | null }

export const verifiedReply = ({ id, entries, broken }: Checked): Reply =>
  sentenceReply(
    broken
      ? `:warning: The timeline of incident ${id} was changed outside Pilothouse: ${line(broken.because)}. Entries from ${broken.seq} on can't be trusted; compare them with the audit table and a backup.`
      : `:white_check_mark: The timeline of incident ${id} is intact: ${plural(entries, 'entry', 'entries')}, each bound to the one before it.`,
  )
