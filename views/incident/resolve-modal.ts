import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import {
  type IncidentReport,
  type ReportPart,
  reportParts,
} from '../../src/domain/incident/incident-report.ts'
import type { Monitoring } from '../../src/domain/incident/monitoring.ts'
import { form, section, textField } from '../blocks.ts'
import { partWords } from '../monitoring/report-parts.ts'
import { capital, duration, time } from '../text.ts'
import { incidentTitle, openFor } from './words.ts'

export type ResolveForm = {
  incident: Incident
  monitoring: Monitoring
  /** What was said before, or is known from the last update. */
  known: Partial<IncidentReport>
  anyway?: string | undefined
}

const placeholders = {
  impact: 'Who could not do what, and how many',
  mitigation: 'What stopped the harm',
  rootCause: 'Why it could happen',
  permanentFix: 'What repairs it for good',
  prevention: 'What keeps it from coming back',
} as const satisfies Record<ReportPart, string>

/** Ends an incident with a summary, and whatever else is known already. */
export const resolveModal = ({ incident, monitoring, known, anyway }: ResolveForm): ModalView =>
  form(
    'resolve',
    { title: `Resolve incident ${incident.id}`, submit: 'Resolve', metadata: String(incident.id) },
    [
      section(
        `*${incidentTitle(incident)}*\n${capital(openFor(incident))}. Status updates end; the timeline is posted in full.${watch(monitoring)}`,
      ),
      textField({
        name: 'summary',
        label: 'Summary',
        placeholder: 'What was broken, for whom, and what repaired it',
        isLong: true,
        max: 2000,
      }),
      ...reportParts.map((name) =>
        textField({
          name,
          label: partWords[name],
          placeholder: placeholders[name],
          initial: known[name] ?? undefined,
          isOptional: true,
          isLong: true,
          max: 2000,
        }),
      ),
      ...(monitoring.is === 'not-asked-for' ? [] : [anywayField(anyway)]),
    ],
  )

const anywayField = (initial: string | undefined) =>
  textField({
    name: 'anyway',
    label: 'Resolve it anyway, because',
    hint: 'Needed only before its time, or while a check is not green. The reason is kept.',
    initial,
    isOptional: true,
    max: 500,
  })

function watch(monitoring: Monitoring): string {
  switch (monitoring.is) {
    case 'not-begun':
      return `\n:eyes: A fix is to be watched for ${duration(monitoring.for)} first, and none is being watched yet.`
    case 'under-way':
      return `\n:eyes: The fix is to be watched until ${time(monitoring.until)}.`
    default:
      return ''
  }
}
