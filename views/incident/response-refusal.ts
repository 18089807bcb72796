import type { Refusal } from '../../src/domain/refusal.ts'
import type { ResponseRefusal } from '../../src/domain/response-refusal.ts'
import { actor, code } from '../text.ts'

const codes = {
  'no-such-task': true,
  'task-ended': true,
  'day-is-past': true,
} satisfies Record<ResponseRefusal['refused'], true>

export const isResponseRefusal = (refusal: Refusal): refusal is ResponseRefusal =>
  Object.hasOwn(codes, refusal.refused)

/** Why something about the people, tasks and runbooks of an incident was not done, and what to do about it. */
export function responseRefusalInWords(refusal: ResponseRefusal): string {
  switch (refusal.refused) {
    case 'no-such-task':
      return `There is no task ${code(refusal.id, 20)}. \`/incident tasks\` lists them with their numbers.`
    case 'task-ended':
      return `Task ${refusal.id} is ${refusal.state}${refusal.by ? ` (by ${actor(refusal.by)})` : ''}, so nothing about it was changed. Add a new one with \`/incident task …\` if there is more to do.`
    case 'day-is-past':
      return `${code(refusal.day)} is past: today is ${refusal.today}. Nothing was saved; choose a day to come.`
  }
}
