import type { Button, KnownBlock } from '@slack/types'
import {
  type Change,
  type Cure,
  canRollBack,
  isUnsettled,
  type Suspect,
} from '../../src/domain/incident/suspects.ts'
import type { Suspicion } from '../../src/domain/message.ts'
import { taskInWords } from '../../src/domain/operation/words.ts'
import { actions } from '../actions.ts'
import { button, confirm, section } from '../blocks.ts'
import { route } from '../deployment/words.ts'
import { operationButtons } from '../operation/buttons.ts'
import { ago, code, duration, line, plural } from '../text.ts'

/** What may be the cause and what was taken back, for people who work on it. */
export function suspectBlocks(incident: number, suspicion: Suspicion, max: number): KnownBlock[] {
  const { suspects, windowMs } = suspicion
  const shown = suspects.slice(0, max)
  const left = suspects.length - shown.length
  const more = left > 0 ? ` (${left} more: ${code(`/incident suspects ${incident}`)})` : ''
  return [
    ...suspicion.cures.map((cure) => section(cureInWords(cure))),
    ...(shown.length === 0
      ? [
          section(
            `*Suspects:* none. Pilothouse changed nothing here in the ${duration(windowMs).replace(/ h$/, ' hours')} before it began.`,
          ),
        ]
      : [section(`*${plural(suspects.length, 'suspect')}*, the likeliest first${more}`)]),
    ...shown.map((suspect, index) =>
      section(suspectInWords(suspect, index), wayBack(incident, suspect.change)),
    ),
  ]
}

function suspectInWords({ change, why }: Suspect, index: number): string {
  const words = why.map((clue) => line(clue, 120)).join(', ')
  return `${index + 1}. *${changeInWords(change)}*: ${words}`
}

/** "Deployment 41, web → production", for mrkdwn. */
export function changeInWords(change: Change): string {
  if (change.is === 'operation')
    return `Operation ${change.id}, to ${line(taskInWords(change.operation), 150)}`
  const commit = change.sha ? ` (${code(change.sha.slice(0, 7))})` : ''
  const kind = change.purpose === 'rollback' ? 'Rollback' : 'Deployment'
  return `${kind} ${change.id}, ${line(route(change), 100)}${commit}`
}

/** What undoes it, where a click can. */
function wayBack(incident: number, change: Change): Button | undefined {
  if (change.is === 'operation') return change.isLatest ? operationButtons(change.operation)[0] : undefined
  const { id, service, environment } = change
  const look = {
    style: 'danger',
    confirm: confirm(
      `Roll ${line(service, 40)} back?`,
      `What ran on ${line(environment, 40)} before deployment ${id} comes back for everybody.`,
      'Roll back',
      'Leave it',
    ),
  } as const
  if (isUnsettled(change)) return button(actions.rollBack, 'Roll back', String(id), look)
  return canRollBack(change) ? button(actions.cure, 'Roll back', `${incident}:${id}`, look) : undefined
}

const cureWords = {
  waits: ':hourglass_flowing_sand: waits for approval or its turn',
  'under-way': ':leftwards_arrow_with_hook: is under way',
  worked: ':white_check_mark: ended well',
  failed: ':x: did not end well',
} as const satisfies Record<Cure['is'], string>

function cureInWords({ id, service, environment, is, at }: Cure): string {
  const words = `*Rollback ${id}* of ${line(service, 60)} on ${line(environment, 60)}: ${cureWords[is]}, ${ago(at)}.`
  return is === 'worked'
    ? `${words} *Cured by rollback ${id}?* If it is well again, say that you are monitoring it.`
    : words
}

/** Places as "all of production, web on staging", for a line of facts; null where nothing is locked. */
export const lockedInWords = ({ locks }: Suspicion): string | null =>
  locks.length === 0
    ? null
    : `${locks.map(({ environment, service }) => (service === null ? `all of ${line(environment, 60)}` : `${line(service, 60)} on ${line(environment, 60)}`)).join(', ')}; rollbacks pass`
