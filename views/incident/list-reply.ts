import type { KnownBlock } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { isRestored } from '../../src/domain/incident/incident.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, packed, row, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { incidentLine, type OpenIncident } from '../overview.ts'
import { duration, plural, time } from '../text.ts'
import { incidentTitle } from './words.ts'

export type IncidentList = { now: Date; open: readonly OpenIncident[]; resolved: readonly Incident[] }

const maxOpen = 20
const maxResolved = 5

/** The open incidents with what is owed next, then the latest resolved ones. */
export function incidentsReply({ now, open, resolved }: IncidentList): Reply {
  const text = open.length === 0 ? 'No incident is open.' : `${plural(open.length, 'incident')} open`
  const left = open.length - maxOpen
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...open.slice(0, maxOpen).map((each) => openBlock(each, now)),
        ...(left > 0 ? [context(`… and ${left} more`)] : []),
        ...recent(resolved),
        ...row([button(actions.declare, 'Declare incident…', 'list')]),
      ],
      'message',
    ),
  }
}

const openBlock = (each: OpenIncident, now: Date): KnownBlock =>
  section(incidentLine(each, now), button(actions.timeline, 'Timeline', String(each.incident.id)))

function recent(resolved: readonly Incident[]): KnownBlock[] {
  const lines = resolved
    .slice(0, maxResolved)
    .flatMap((incident) =>
      isRestored(incident)
        ? [
            `:white_check_mark: ${incidentTitle(incident)} · ${time(incident.resolvedAt)} after ${duration(incident.resolvedAt.getTime() - incident.declaredAt.getTime())}`,
          ]
        : [],
    )
  return lines.length === 0 ? [] : packed(['*Resolved lately*', ...lines])
}
