import { severityOf } from '../../src/domain/incident/severity.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker, Reply, ShortcutMessage } from '../../src/ports.ts'
import type { SeverityChange } from '../../src/workflows/incident/change-severity.ts'
import { changeSeverity } from '../../src/workflows/incident/change-severity.ts'
import { changeState } from '../../src/workflows/incident/change-state.ts'
import { reopenIncident } from '../../src/workflows/incident/reopen.ts'
import type { Resolution } from '../../src/workflows/incident/resolve.ts'
import { resolveIncident } from '../../src/workflows/incident/resolve.ts'
import { addMessage } from '../../src/workflows/timeline/add-message.ts'
import { addNote } from '../../src/workflows/timeline/add-note.ts'
import type { Amendment } from '../../src/workflows/timeline/amend.ts'
import { amendNote } from '../../src/workflows/timeline/amend.ts'
import type { UpdateToPost } from '../../src/workflows/updates/post-update.ts'
import { postUpdate } from '../../src/workflows/updates/post-update.ts'
import * as words from '../../views/incident/replies.ts'
import { refusalInWords } from '../../views/refusal.ts'
import { withoutMarks } from '../../views/text.ts'
import * as timelineWords from '../../views/timeline/replies.ts'
import { refuse, reply } from '../words.ts'

/** Answers a refusal: privately to a command or click, under a field to a form, which then stays open. */
export type Refuse = (refusal: Refusal) => Answer

/** The sentence stands under this field, so that nothing that was typed is lost. */
export const refuseUnder =
  (field: string): Refuse =>
  (refusal) => ({ answer: 'errors', errors: { [field]: withoutMarks(refusalInWords(refusal)) } })

export type Change<Input> = (input: Input, invoker: Invoker, deps: Deps, no?: Refuse) => Promise<Answer>

export const update: Change<UpdateToPost> = async (input, invoker, deps, no = refuse) =>
  answerOr(await postUpdate(deps, input, invoker), no, (posted) =>
    words.updatedReply({ id: input.id, ...posted }),
  )

export const note: Change<{ id: number; text: string }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await addNote(deps, input, invoker), no, ({ seq }) => words.notedReply({ id: input.id, seq }))

export const amend: Change<Amendment> = async (input, invoker, deps, no = refuse) =>
  answerOr(await amendNote(deps, input, invoker), no, ({ seq }) =>
    timelineWords.amendedReply({ ...input, by: seq }),
  )

export const setSeverity: Change<SeverityChange> = async (input, invoker, deps, no = refuse) =>
  answerOr(await changeSeverity(deps, input, invoker), no, (changed) =>
    words.severityReply({
      id: input.id,
      policy: severityOf(deps.config.incidents, changed.severity),
      ...changed,
    }),
  )

export const setState: Change<Parameters<typeof changeState>[1]> = async (
  input,
  invoker,
  deps,
  no = refuse,
) =>
  answerOr(await changeState(deps, input, invoker), no, (changed) =>
    words.stateReply({ id: input.id, ...changed }),
  )

export const resolve: Change<Resolution> = async (input, invoker, deps, no = refuse) =>
  answerOr(await resolveIncident(deps, input, invoker), no, () => words.resolvedReply({ id: input.id }))

export const reopen: Change<{ id: number; because: string }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await reopenIncident(deps, input, invoker), no, ({ nextDueAt }) =>
    words.reopenedReply({ id: input.id, nextDueAt }),
  )

type MessageToAdd = { id: number; message: ShortcutMessage; note: string | null }

export const addToTimeline: Change<MessageToAdd> = async (input, invoker, deps, no = refuse) =>
  answerOr(await addMessage(deps, input, invoker), no, ({ seq, isNew }) =>
    words.messageAddedReply({ id: input.id, seq, isNew }),
  )

/** A refusal in the way that was asked for, or the answer. */
export function answerOr<Result>(
  result: Result | Refusal,
  no: Refuse,
  words: (result: Exclude<Result, Refusal>) => Reply,
): Answer {
  return isRefusal(result) ? no(result) : reply(words(result as Exclude<Result, Refusal>))
}
