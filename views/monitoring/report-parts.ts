import type { KnownBlock } from '@slack/types'
import type { RestoredIncident } from '../../src/domain/incident/incident.ts'
import { incidentDurations, measures } from '../../src/domain/incident/incident-durations.ts'
import {
  type IncidentReport,
  type ReportPart,
  reportParts,
} from '../../src/domain/incident/incident-report.ts'
import { packed } from '../blocks.ts'
import { duration, line, paragraph } from '../text.ts'

export const partWords = {
  impact: 'Impact',
  mitigation: 'Mitigation',
  rootCause: 'Root cause',
  permanentFix: 'Permanent fix',
  prevention: 'Prevention',
} as const satisfies Record<ReportPart, string>

/** What was said of the incident; what nobody said is shown as missing. */
export function reportBlocks(report: IncidentReport): KnownBlock[] {
  const parts = reportParts.map(
    (part) => `*${partWords[part]}:* ${said(report[part]) ?? '_nobody has said so yet_'}`,
  )
  return packed([...parts, ...override(report)])
}

/** What stakeholders are told: whom it hit and what ended it, where somebody said so. */
export const reportForAll = ({ impact, mitigation }: IncidentReport): KnownBlock[] =>
  packed(
    (['impact', 'mitigation'] as const).flatMap((part) => {
      const words = said({ impact, mitigation }[part])
      return words === null ? [] : [`*${partWords[part]}:* ${words}`]
    }),
  )

const said = (words: string | null): string | null => (words === null ? null : paragraph(words, 800))

const override = ({ anywayBecause }: IncidentReport): string[] =>
  anywayBecause === null
    ? []
    : [`:warning: *Resolved before the monitoring had ended with green checks:* ${line(anywayBecause, 500)}`]

/** "detect 3 min · acknowledge not known · …": what is missing is shown as missing. */
export function durationsInWords(incident: RestoredIncident): string {
  const durations = incidentDurations(incident)
  return measures
    .map((name) => {
      const ms = durations[name]
      return `${name} ${ms === null ? 'not known' : duration(ms)}`
    })
    .join(' · ')
}
