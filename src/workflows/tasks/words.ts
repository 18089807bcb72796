import type { Task } from '../../domain/incident/task.ts'

/** "action item 4: fix the index (@U0MAYA00001, due 2026-11-25)", for the timeline. */
export function taskInWords({ id, kind, text, owner, dueOn }: Task): string {
  const facts = [owner && `@${owner}`, dueOn && `due ${dueOn}`].filter(Boolean)
  return `${kindInWords(kind)} ${id}: ${text}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
}

export const kindInWords = (kind: Task['kind']): string => (kind === 'task' ? 'task' : 'action item')
