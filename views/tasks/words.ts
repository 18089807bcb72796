import type { Task } from '../../src/domain/incident/task.ts'
import { daysBetween } from '../../src/domain/incident/task.ts'
import { line, link, plural, user } from '../text.ts'

export const kindNames = { task: 'task', action: 'action item' } as const satisfies Record<
  Task['kind'],
  string
>

/** "*4* fix the index · @maya · due Wed 2026-11-25", with what is missing said. */
export function taskLine(task: Task, today: string): string {
  const parts = [
    `*${task.id}* ${line(task.text, 200)}`,
    task.kind === 'action' ? 'action item' : null,
    task.owner === null ? 'no owner' : user(task.owner),
    dueInWords(task, today),
    task.issue ? link(task.issue.url, `#${task.issue.number}`) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** When it is due, or how late it is. */
export function dueInWords({ dueOn }: Pick<Task, 'dueOn'>, today: string): string {
  if (dueOn === null) return 'no date'
  const days = daysBetween(today, dueOn)
  if (days === 0) return 'due today'
  if (days > 0) return `due ${dayInWords(dueOn)}`
  return `:warning: ${plural(-days, 'day')} late (${dayInWords(dueOn)})`
}

/** "Wed 2026-11-25" */
export const dayInWords = (day: string): string =>
  `${new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' })} ${day}`
