import type { KnownBlock } from '@slack/types'
import type { Task } from '../../src/domain/incident/task.ts'
import { packed } from '../blocks.ts'
import { plural } from '../text.ts'
import { taskLine } from './words.ts'

const shown = 3

/** The first things to do, and how many more there are. */
export function openTasks(tasks: readonly Task[], today: string): KnownBlock[] {
  const open = tasks.filter(({ state }) => state === 'open')
  if (open.length === 0) return []
  const more = open.length - shown
  return packed([
    `*To do* (${open.length})`,
    ...open.slice(0, shown).map((task) => taskLine(task, today)),
    ...(more > 0 ? [`… and ${plural(more, 'more thing')}: \`/incident tasks\``] : []),
  ])
}
