import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import { context, form, section, textField } from '../blocks.ts'
import { severityField } from '../declare/declare-modal.ts'
import { severityLine } from '../declare/severity-words.ts'
import { incidentTitle } from './words.ts'

/** Changes the severity, and with it how often updates are promised. */
export const severityModal = (incident: Incident, severities: readonly SeverityPolicy[]): ModalView =>
  form(
    'severity',
    { title: `Severity · incident ${incident.id}`, submit: 'Change', metadata: String(incident.id) },
    [
      section(
        `*${incidentTitle(incident)}*\nWho is invited and how often updates are due follow from the severity.`,
      ),
      severityField(severities, incident.severity),
      context(severities.map(severityLine).join('\n')),
      textField({ name: 'because', label: 'Why', isOptional: true, max: 500 }),
    ],
  )
