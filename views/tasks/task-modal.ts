import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { TaskKind } from '../../src/domain/incident/task.ts'
import { choiceField, dateField, form, personField, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'

/** What is to be done, by whom, by when. */
export const taskModal = (incident: Incident, kind: TaskKind): ModalView =>
  form('task', { title: `Task · incident ${incident.id}`, submit: 'Add', metadata: String(incident.id) }, [
    section(`*${incidentTitle(incident)}*`),
    textField({ name: 'text', label: 'What is to be done?', placeholder: 'fix the index', max: 1000 }),
    personField({
      name: 'owner',
      label: 'Owner',
      isOptional: true,
      hint: 'Is reminded when it is due.',
    }),
    dateField({ name: 'dueOn', label: 'Due', isOptional: true }),
    choiceField({
      name: 'kind',
      label: 'Kind',
      choices: [
        { value: 'task', label: 'Task', description: 'To be done while the incident lasts' },
        { value: 'action', label: 'Action item', description: 'So that it does not come back' },
      ],
      chosen: kind,
    }),
  ])
