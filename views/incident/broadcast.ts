import type { KnownBlock } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isDropped, isOpen, isRestored } from '../../src/domain/incident/incident.ts'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, context, row, section } from '../blocks.ts'
import { capital, line, quote, user } from '../text.ts'
import { entryLine } from '../timeline/entries.ts'
import {
  incidentTitle,
  nextUpdate,
  openFor,
  severityInWords,
  stateIcons,
  stateWords,
  whereabouts,
} from './words.ts'

type Shown = Extract<Message, { purpose: 'incident-broadcast' }>

/** The short card where incidents are announced: what it is, who leads, and where the work goes on. */
export function incidentBroadcast({ incident, severityName, recent }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const severity = line(severityInWords(incident.severity, severityName), 60)
  const newest = recent.at(-1)
  const facts = [
    `${stateIcons[incident.state]} *${severity} · ${incidentTitle(incident)}*`,
    `*${stateWords[incident.state]}* · commander ${user(incident.commander)} · ${whereabouts(incident)}`,
  ]
  if (isRestored(incident)) facts.push(quote(incident.summary, 800))
  if (isDropped(incident)) facts.push(quote(incident.because, 800))
  return {
    text: `${severity}: ${incidentTitle(incident)} (${stateWords[incident.state]})`,
    blocks: [
      section(facts.join('\n')),
      context(capital(openFor(incident) + owed(incident))),
      ...(newest && isOpen(incident) ? [context(`Latest: ${entryLine(newest)}`)] : []),
      ...row([button(actions.timeline, 'Timeline', String(incident.id))]),
    ],
  }
}

const owed = (incident: Incident): string =>
  !isOpen(incident) ? '' : ` · next update ${nextUpdate(incident)}`
