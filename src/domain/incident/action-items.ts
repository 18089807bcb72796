import type { Task } from './task.ts'

export type ActionCheck = { state: 'success' | 'failure'; description: string }

/** Red while anything that is to be done belongs to nobody, or to no day. */
export function checkActionItems(items: readonly Task[]): ActionCheck {
  const wanted = items.filter(({ state }) => state !== 'dropped')
  if (wanted.length === 0) return { state: 'success', description: 'There is no action item' }
  const lacking = [
    lack(wanted.filter(({ owner }) => owner === null).length, 'an owner'),
    lack(wanted.filter(({ dueOn }) => dueOn === null).length, 'a date'),
  ].filter((words) => words !== null)
  if (lacking.length > 0) return { state: 'failure', description: lacking.join(', ') }
  const all = wanted.length === 1 ? 'The action item has' : `All ${wanted.length} action items have`
  return { state: 'success', description: `${all} an owner and a date` }
}

function lack(count: number, what: string): string | null {
  if (count === 0) return null
  return `${count} ${count === 1 ? 'action item lacks' : 'action items lack'} ${what}`
}
