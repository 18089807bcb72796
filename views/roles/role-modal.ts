import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { commanderRole, holderOf, type RolePolicy } from '../../src/domain/incident/role.ts'
import { choiceField, form, personField, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { capital, line, user } from '../text.ts'

/** Who is what, and a form to change one of them. */
export function roleModal(
  incident: Incident,
  roles: readonly RolePolicy[],
  chosen = commanderRole,
): ModalView {
  const all = [{ name: commanderRole, description: 'Leads the incident, and decides' }, ...roles]
  const holders = all.map(({ name }) => {
    const holder = holderOf(incident, name)
    return `${capital(line(name, 60))}: ${holder === null ? 'nobody' : user(holder)}`
  })
  return form(
    'role',
    { title: `Roles · incident ${incident.id}`, submit: 'Give', metadata: String(incident.id) },
    [
      section(`*${incidentTitle(incident)}*\n${holders.join('\n')}`),
      choiceField({
        name: 'role',
        label: 'Role',
        choices: all.map(({ name, description }) => ({ value: name, label: capital(name), description })),
        chosen,
      }),
      personField({
        name: 'user',
        label: 'Who',
        hint: 'You take it at once; anybody else is asked first. Left empty, nobody has it.',
        isOptional: true,
      }),
    ],
  )
}
