import type { ModalView } from '@slack/types'
import { form, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'

/** Closes an incident by hand. */
export const closeModal = (incident: { id: number; title: string }): ModalView =>
  form('close', { title: `Close incident ${incident.id}`, submit: 'Close', metadata: String(incident.id) }, [
    section(
      `*${incidentTitle(incident)}*\nA post-mortem that is under way is no longer followed. Incidents with one close by themselves once it is merged.`,
    ),
    textField({
      name: 'because',
      label: 'Why',
      placeholder: 'It needs no post-mortem: the same as incident 12',
      isLong: true,
      max: 500,
    }),
  ])
