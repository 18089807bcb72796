import type { KnownBlock } from '@slack/types'
import { type Health, healthOf } from '../../src/domain/incident/health.ts'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, context, packed, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { line, time, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'resolve-offer' }>

/** Asks whether it is over, once the fix was watched long enough. */
export function resolveOffer({ incident, health, isStillDue }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const id = String(incident.id)
  const isGreen = healthOf(health) === 'green'
  const asks = isGreen
    ? `The fix was watched long enough, and its checks are green. ${user(incident.commander)}, is it over?`
    : `The fix was watched long enough, but nobody can tell whether all is well. ${user(incident.commander)}, resolving it needs a reason.`
  return {
    text: `${incidentTitle(incident)}: the fix was watched long enough`,
    blocks: [
      section(`:eyes: *${incidentTitle(incident)}*\n${asks}`),
      ...packed(healthLines(health)),
      context(`Looked at ${time(health.at)}${nobodySaid(health)}`),
      ...(isStillDue ? row([button(actions.resolve, 'Resolve…', id, { style: 'primary' })]) : []),
    ],
  }
}

const nobodySaid = ({ isNamed }: Health): string =>
  isNamed ? '' : '. Nobody said what it affects, so everything that can be called was'

const icons = { green: ':white_check_mark:', red: ':x:', unknown: ':grey_question:' } as const

/** One line for each service: how it is, or why nobody can tell. */
const healthLines = ({ checks }: Health): string[] =>
  checks.map((check) => {
    const place = `${icons[check.is]} ${line(check.service, 60)} on ${line(check.environment, 60)}`
    if (check.is === 'green') return `${place}: answers as it should`
    return `${place}: ${check.is === 'unknown' ? 'not known; ' : ''}${line(check.why, 200)}`
  })
