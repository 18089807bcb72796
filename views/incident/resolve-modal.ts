import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident.ts'
import { form, section, textField } from '../blocks.ts'
import { capital } from '../text.ts'
import { incidentTitle, openFor } from './words.ts'

/** Ends an incident with a summary. */
export const resolveModal = (incident: Incident): ModalView =>
  form(
    'resolve',
    { title: `Resolve incident ${incident.id}`, submit: 'Resolve', metadata: String(incident.id) },
    [
      section(
        `*${incidentTitle(incident)}*\n${capital(openFor(incident))}. Status updates end; the timeline is posted in full.`,
      ),
      textField({
        name: 'summary',
        label: 'Summary',
        placeholder: 'What was broken, for whom, and what repaired it',
        isLong: true,
        max: 2000,
      }),
    ],
  )
