import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident.ts'
import { form, personField, section } from '../blocks.ts'
import { user } from '../text.ts'
import { incidentTitle } from './words.ts'

/** Hands over command. */
export const commanderModal = (incident: Incident): ModalView =>
  form(
    'commander',
    { title: `Commander · incident ${incident.id}`, submit: 'Hand over', metadata: String(incident.id) },
    [
      section(`*${incidentTitle(incident)}*\nCommander now: ${user(incident.commander)}`),
      personField({
        name: 'user',
        label: 'New commander',
        hint: 'Leads the incident, and is reminded when an update is due.',
        initial: incident.commander,
      }),
    ],
  )
