import type { ModalView } from '@slack/types'
import { form, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'

/** Asks the commander why deployments may go on. */
export const unlockModal = (incident: { id: number; title: string }): ModalView =>
  form(
    'unlock',
    { title: `Unlock · incident ${incident.id}`, submit: 'Unlock', metadata: String(incident.id) },
    [
      section(
        `*${incidentTitle(incident)}*\nDeployments go on although the incident is open, and whatever waited for it starts by itself.`,
      ),
      textField({
        name: 'because',
        label: 'Why',
        placeholder: 'The fix is a new release, 43, and it is reviewed',
        isLong: true,
        max: 500,
      }),
    ],
  )
