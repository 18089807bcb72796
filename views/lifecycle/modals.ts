import type { ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { FormId } from '../actions.ts'
import { choiceField, choicesField, form, momentField, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { messageModal } from '../message-modal.ts'
import { oneLine } from '../text.ts'

const metadataOf = ({ id }: Incident) => String(id)

const reasonField = (placeholder: string) =>
  textField({ name: 'because', label: 'Why', placeholder, isLong: true, max: 500 })

function reasonModal(
  id: FormId,
  incident: Incident,
  words: { title: string; submit: string; says: string; placeholder: string },
): ModalView {
  return form(id, { title: words.title, submit: words.submit, metadata: metadataOf(incident) }, [
    section(`*${incidentTitle(incident)}*\n${words.says}`),
    reasonField(words.placeholder),
  ])
}

export const declineModal = (incident: Incident): ModalView =>
  reasonModal('decline', incident, {
    title: `Decline incident ${incident.id}`,
    submit: 'Decline',
    says: 'It was no incident. Whoever follows it is told; it can be reopened.',
    placeholder: 'A false alarm: the check itself was broken',
  })

export const cancelModal = (incident: Incident): ModalView =>
  reasonModal('cancel', incident, {
    title: `Cancel incident ${incident.id}`,
    submit: 'Cancel incident',
    says: 'It ends without a resolution. Whoever follows it is told; it can be reopened.',
    placeholder: 'Declared by mistake',
  })

export const pauseModal = (incident: Incident, until: Date | null): ModalView =>
  form('pause', { title: `Pause incident ${incident.id}`, submit: 'Pause', metadata: metadataOf(incident) }, [
    section(`*${incidentTitle(incident)}*\nNo update is owed and nobody is paged until it goes on.`),
    momentField({
      name: 'until',
      label: 'Until',
      hint: 'It goes on then by itself. Left empty, until somebody presses “Continue”.',
      isOptional: true,
      initial: until ?? undefined,
    }),
    reasonField('Waiting for the provider’s answer'),
  ])

/** `others` are the open incidents it can be merged into. */
export function mergeModal(
  incident: Incident,
  others: readonly { id: number; title: string }[],
  chosen: number | null = null,
): ModalView {
  if (others.length === 0)
    return messageModal(`Merge incident ${incident.id}`, [
      'No other incident is open, so there is none to merge it into.',
    ])
  const words = { title: `Merge incident ${incident.id}`, submit: 'Merge', metadata: metadataOf(incident) }
  return form('merge', words, [
    section(
      `*${incidentTitle(incident)}*\nIt ends, and the work goes on in the other one, to whose channel everybody is invited.`,
    ),
    choiceField({
      name: 'into',
      label: 'Into',
      choices: others.map(({ id, title }) => ({ value: String(id), label: `${id} · ${oneLine(title)}` })),
      chosen: String(chosen ?? ''),
    }),
    reasonField('The same cause'),
  ])
}

export const affectsModal = (incident: Incident, services: readonly string[]): ModalView =>
  form(
    'affects',
    { title: `Affects · incident ${incident.id}`, submit: 'Save', metadata: metadataOf(incident) },
    [section(`*${incidentTitle(incident)}*`), servicesField(services, incident.affects)],
  )

/** Which configured services don't work. */
export const servicesField = (services: readonly string[], chosen: readonly string[]) =>
  choicesField({
    name: 'services',
    label: 'Affected services',
    hint: 'What was deployed there lately is shown on the card.',
    isOptional: true,
    choices: services.map((name) => ({ value: name, label: name })),
    chosen,
  })

export const beganModal = (incident: Incident): ModalView =>
  form(
    'since',
    { title: `Began · incident ${incident.id}`, submit: 'Save', metadata: metadataOf(incident) },
    [section(`*${incidentTitle(incident)}*`), beganField(incident.impactAt)],
  )

export const beganField = (initial: Date | null, isOptional = false) =>
  momentField({
    name: 'began',
    label: 'Since when',
    hint: 'When it began to hurt, if somebody knows.',
    isOptional,
    initial: initial ?? undefined,
  })
