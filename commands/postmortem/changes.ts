import type { Outlet } from '../../src/domain/postmortem/postmortem.ts'
import { lookNow, publishAgain } from '../../src/workflows/postmortem/again.ts'
import { closeIncident } from '../../src/workflows/postmortem/close.ts'
import type { PostmortemEdit } from '../../src/workflows/postmortem/edit.ts'
import { editPostmortem } from '../../src/workflows/postmortem/edit.ts'
import { endReview, moveReview } from '../../src/workflows/postmortem/review.ts'
import { startPostmortem } from '../../src/workflows/postmortem/start.ts'
import * as words from '../../views/postmortem/replies.ts'
import { answerOr, type Change } from '../incident/changes.ts'
import { refuse } from '../words.ts'

export const begin: Change<{ id: number; outlet: Outlet }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await startPostmortem(deps, input.id, invoker), no, () => words.startedReply(input))

export const edit: Change<PostmortemEdit> = async (input, invoker, deps, no = refuse) =>
  answerOr(await editPostmortem(deps, input, invoker), no, ({ changed, isLeftAlone }) =>
    words.editedReply({ id: input.id, changed: changed.length, isLeftAlone }),
  )

export const again: Change<{ id: number }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await publishAgain(deps, input.id, invoker), no, () => words.againReply(input))

export const look: Change<{ id: number }> = async (input, _invoker, deps, no = refuse) =>
  answerOr(await lookNow(deps, input.id), no, () => words.lookingReply(input))

export const close: Change<{ id: number; because: string }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await closeIncident(deps, input, invoker), no, () => words.closedReply(input))

export const review: Change<{ id: number; at: Date }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await moveReview(deps, input, invoker), no, () => words.reviewReply(input))

export const held: Change<{ id: number }> = async (input, invoker, deps, no = refuse) =>
  answerOr(await endReview(deps, input.id, invoker), no, () => words.reviewedReply(input))
