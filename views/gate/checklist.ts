import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { shortSha } from '../../src/domain/deployment/release.ts'
import { openItems, type PlannedItem, type Tick } from '../../src/domain/gate/checklist.ts'
import { actions } from '../actions.ts'
import { button, section } from '../blocks.ts'
import { planOf } from '../deployment/words.ts'
import { line, plural, time, user } from '../text.ts'

/** Each item on a line of its own, the boxes for people with a button as long as it has not started. */
export function checklistBlocks(deployment: Deployment): KnownBlock[] {
  const checklist = planOf(deployment)?.checklist ?? []
  const isOpen = deployment.state === 'awaiting-approval' || deployment.state === 'queued'
  if (checklist.length === 0 || !isOpen || deployment.isBreakGlass) return []
  return [
    section(`*Checklist*`),
    ...checklist.map((one, index) => {
      const words = itemLine(one, index, deployment.ticks)
      return one.by === 'person' ? section(words, tickButton(deployment, one.item)) : section(words)
    }),
  ]
}

/** The value also says for which commit: a tick that is meant for one must not count for the next. */
function tickButton(deployment: Deployment, item: string) {
  const isTicked = deployment.ticks.some((tick) => tick.item === item)
  const value = `${deployment.id}:${shortSha(planOf(deployment)?.sha ?? '')}:${item}`
  return isTicked ? button(actions.untick, 'Untick', value) : button(actions.tick, 'Tick', value)
}

/** All lines of a checklist, with who ticked what and when. */
export const checklistLines = (checklist: readonly PlannedItem[], ticks: readonly Tick[]): string[] =>
  checklist.map((one, index) => itemLine(one, index, ticks))

const icons = {
  passed: ':white_check_mark:',
  pending: ':hourglass_flowing_sand:',
  failed: ':x:',
} as const

function itemLine(one: PlannedItem, index: number, ticks: readonly Tick[]): string {
  const item = line(one.item, 150)
  if (one.by !== 'person') return `${index + 1}. ${icons[one.state]} ${item} · ${line(one.why, 200)}`
  const tick = ticks.find((given) => given.item === one.item)
  return tick ? `${index + 1}. ☑ ${item} — ${user(tick.user)} ${time(tick.at)}` : `${index + 1}. ☐ ${item}`
}

/** "3 of 4, ticked by …": what is left to say once it has started. */
export function checklistInWords(checklist: readonly PlannedItem[], ticks: readonly Tick[]): string | null {
  if (checklist.length === 0) return null
  const open = openItems(checklist, ticks).length
  const names = [...new Set(ticks.map((tick) => user(tick.user)))]
  const by = names.length > 0 ? `, ticked by ${names.join(', ')}` : ''
  return open === 0
    ? `all ${plural(checklist.length, 'item')}${by}`
    : `${plural(open, 'box', 'boxes')} open${by}`
}
