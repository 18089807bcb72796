import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { form, section, textField } from '../blocks.ts'
import { incidentTitle } from './words.ts'

/** Opens a resolved incident again. */
export const reopenModal = (incident: Incident): ModalView =>
  form(
    'reopen',
    { title: `Reopen incident ${incident.id}`, submit: 'Reopen', metadata: String(incident.id) },
    [
      section(`*${incidentTitle(incident)}*\nIt goes back to investigating, and updates are due again.`),
      textField({
        name: 'because',
        label: 'Why',
        placeholder: 'It is back: errors rise again',
        isLong: true,
        max: 500,
      }),
    ],
  )
