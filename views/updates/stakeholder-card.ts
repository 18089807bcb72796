import type { KnownBlock } from '@slack/types'
import { isDropped, isOpen, isRestored } from '../../src/domain/incident/incident.ts'
import type { Message } from '../../src/domain/message.ts'
import { context, factLines, section } from '../blocks.ts'
import {
  affectsInWords,
  incidentTitle,
  nextUpdate,
  openFor,
  severityInWords,
  stateIcons,
  stateWords,
} from '../incident/words.ts'
import { capital, line, quote } from '../text.ts'

type Shown = Extract<Message, { purpose: 'stakeholder-card' }>

/** What stakeholders see of an incident at a glance; its updates are the thread below. */
export function stakeholderCard({ incident, severityName }: Shown): { text: string; blocks: KnownBlock[] } {
  const severity = line(severityInWords(incident.severity, severityName), 60)
  const title = incidentTitle(incident)
  const ending = isRestored(incident) ? incident.summary : isDropped(incident) ? incident.because : null
  const hint = isOpen(incident) ? '. Updates are in the thread.' : '. The thread tells how it went.'
  return {
    text: `${severity}: ${title} (${stateWords[incident.state]})`,
    blocks: [
      section(`${stateIcons[incident.state]} *${severity} · ${title}*`),
      factLines({
        State: stateWords[incident.state],
        Affects: affectsInWords(incident),
        'Next update': isOpen(incident) ? nextUpdate(incident) : null,
      }),
      ...(ending === null ? [] : [section(quote(ending, 800))]),
      context(`${capital(openFor(incident))}${hint}`),
    ],
  }
}
