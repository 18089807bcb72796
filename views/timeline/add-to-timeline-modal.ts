import type { ModalView } from '@slack/types'
import { choiceField, form, section, textField } from '../blocks.ts'
import { messageModal } from '../message-modal.ts'
import { oneLine, quote } from '../text.ts'

export type AddToTimelineForm = {
  open: readonly { id: number; title: string }[]
  /** The incident whose channel the message is in, if it is in one. */
  chosen?: number | undefined
  quoted: string
  /** Which message; opaque here. */
  metadata: string
}

/** Puts a message into an incident's timeline. Of several none is chosen beforehand: a wrong one is easily overlooked. */
export function addToTimelineModal({ open, chosen, quoted, metadata }: AddToTimelineForm): ModalView {
  const first = open[0]
  if (!first) {
    return messageModal('Add to timeline', [
      'No incident is open, so there is no timeline to add this message to.',
      'Declare one with `/incident what is broken`, or with the message shortcut “Declare incident”.',
    ])
  }
  return form('add-to-timeline', { title: 'Add to timeline', submit: 'Add', metadata }, [
    section(quote(quoted, 800)),
    choiceField({
      name: 'incident',
      label: 'Incident',
      choices: open.map(({ id, title }) => ({ value: String(id), label: `${id} · ${oneLine(title)}` })),
      chosen: String(chosen ?? (open.length === 1 ? first.id : '')),
    }),
    textField({ name: 'note', label: 'Note', placeholder: 'Why it matters', isOptional: true, max: 500 }),
  ])
}
