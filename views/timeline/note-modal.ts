import type { ModalView } from '@slack/types'
import { form, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'

/** A note for the timeline. */
export const noteModal = (incident: { id: number; title: string }): ModalView =>
  form('note', { title: `Note · incident ${incident.id}`, submit: 'Add', metadata: String(incident.id) }, [
    section(`*${incidentTitle(incident)}*`),
    textField({
      name: 'text',
      label: 'Note',
      placeholder: 'Restarted the payment worker',
      hint: 'It goes into the timeline with your name and the time.',
      isLong: true,
      max: 2000,
    }),
  ])
