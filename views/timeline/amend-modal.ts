import type { ModalView } from '@slack/types'
import { form, section, textField } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { limits } from '../limits.ts'

type Amended = { incident: { id: number; title: string }; seq: number; text: string; metadata: string }

/** Other words for a note. What would not fit whole into the field is typed anew, so that nothing is cut off unseen. */
export const amendModal = ({ incident, seq, text, metadata }: Amended): ModalView =>
  form('amend', { title: `Correct note ${seq}`, submit: 'Correct', metadata }, [
    section(`*${incidentTitle(incident)}*`),
    textField({
      name: 'text',
      label: 'The right words',
      hint: 'What you wrote first stays in the timeline, and the correction is an entry of its own.',
      isLong: true,
      initial: text.length > limits.typedText ? undefined : text,
    }),
  ])
