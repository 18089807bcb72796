import type { KnownBlock } from '@slack/types'
import type { Incident, IncidentState } from '../../src/domain/incident/incident.ts'
import { isRestored } from '../../src/domain/incident/incident.ts'
import type { Message, PromiseLedger } from '../../src/domain/message.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { actions } from '../actions.ts'
import { button, context, divider, factLines, header, packed, row, section } from '../blocks.ts'
import { charactersIn, limits } from '../limits.ts'
import { durationsInWords, reportBlocks, reportForAll } from '../monitoring/report-parts.ts'
import { duration, line, oneLine, paragraph, plural, user } from '../text.ts'
import { newestThatFit } from '../timeline/entries.ts'
import { incidentTitle, level } from './words.ts'

type Shown = Extract<Message, { purpose: 'resolution-report' }>

/**
 * What is posted once an incident is resolved: summary and durations, which is all for stakeholders, then promises, and
 * the timeline as far as it fits.
 */
export function resolutionReport(report: Shown): { text: string; blocks: KnownBlock[] } {
  const { audience, incident, timeline } = report
  const head = [
    header(`Resolved · incident ${incident.id} · ${oneLine(incident.title)}`),
    ...summary(incident),
  ]
  return {
    text: `Resolved: ${incidentTitle(incident)}`,
    blocks:
      audience === 'stakeholders'
        ? [...head, ...reportForAll(report.report), factLines(durations(incident, timeline))]
        : inFull(report, head),
  }
}

function inFull({ incident, timeline, promises, report }: Shown, title: KnownBlock[]): KnownBlock[] {
  const facts = {
    ...durations(incident, timeline),
    'Time to': isRestored(incident) ? durationsInWords(incident) : null,
    'Status updates': promisesInWords(promises),
  }
  const head = [...title, ...reportBlocks(report), factLines(facts), divider]
  const buttons = row([
    button(actions.timeline, 'Timeline', String(incident.id)),
    button(actions.reopen, 'Reopen…', String(incident.id)),
  ])
  return [...head, ...timelineBlocks(incident, timeline, charactersIn([...head, ...buttons])), ...buttons]
}

function summary(incident: Incident): KnownBlock[] {
  if (!isRestored(incident)) return [section('_It was reopened after this report was ordered._')]
  return [
    section(`:white_check_mark: *Summary*\n${paragraph(incident.summary, 2000)}`),
    context(
      `${line(level(incident.severity), 20)} · commander ${user(incident.commander)} · declared by ${user(incident.declaredBy)} · resolved by ${user(incident.resolvedBy)}`,
    ),
  ]
}

/** Only what the timeline shows: a state nobody set has no duration. */
function durations(incident: Incident, timeline: readonly TimelineEntry[]): Record<string, string | null> {
  const since = (at: Date | undefined) =>
    at ? `${duration(at.getTime() - incident.declaredAt.getTime())} after it was declared` : null
  return {
    'Cause identified': since(firstTime(timeline, 'identified')),
    'Fix in place': since(firstTime(timeline, 'monitoring')),
    Resolved: since(isRestored(incident) ? incident.resolvedAt : undefined),
  }
}

const firstTime = (timeline: readonly TimelineEntry[], state: IncidentState): Date | undefined =>
  timeline.find(({ event }) => event.kind === 'state' && event.to === state)?.at

function promisesInWords({ kept, late, held }: PromiseLedger): string {
  if (kept + late + held === 0) return 'none was due before it was resolved'
  return `${kept} in time, ${late} late, ${plural(held, 'automatic one', 'automatic ones')}`
}

/** The rest of the message's room goes to the timeline; what doesn't fit is counted. */
function timelineBlocks(incident: Incident, timeline: readonly TimelineEntry[], used: number): KnownBlock[] {
  const overhead = 1_200
  const { lines, left } = newestThatFit(timeline, limits.messageSize - used - overhead, charactersIn)
  const missing = `_${plural(left, 'earlier entry', 'earlier entries')} left out here: \`/incident timeline ${incident.id}\` shows all._`
  return packed(['*Timeline*', ...(left > 0 ? [missing] : []), ...lines])
}
