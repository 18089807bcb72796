import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident.ts'
import type { SeverityPolicy } from '../../src/domain/policy.ts'
import { form, section, textField } from '../blocks.ts'
import { severityField } from './declare-modal.ts'
import { incidentTitle } from './words.ts'

/** Changes the severity, and with it how often updates are promised. */
export const severityModal = (incident: Incident, severities: readonly SeverityPolicy[]): ModalView =>
  form(
    'severity',
    { title: `Severity · incident ${incident.id}`, submit: 'Change', metadata: String(incident.id) },
    [
      section(`*${incidentTitle(incident)}*\nHow often updates are due follows from the severity.`),
      severityField(severities, incident.severity),
      textField({ name: 'because', label: 'Why', isOptional: true, max: 500 }),
    ],
  )
