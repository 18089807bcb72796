import type { ModalView } from '@slack/types'
import type { SeverityPolicy } from '../../src/domain/policy.ts'
import { choiceField, form, section, textField } from '../blocks.ts'
import { quote } from '../text.ts'
import { severityInWords } from './words.ts'

export type DeclareForm = {
  severities: readonly SeverityPolicy[]
  chosen: string
  title?: string | undefined
  /** The text of the message it is declared from. */
  quoted?: string | undefined
  /** Where it is declared from; opaque here. */
  metadata: string
}

/** Two fields: what is broken, and how bad. */
export const declareModal = (shown: DeclareForm): ModalView =>
  form('declare', { title: 'Declare an incident', submit: 'Declare', metadata: shown.metadata }, [
    ...(shown.quoted ? [section(`From this message:\n${quote(shown.quoted, 400)}`)] : []),
    textField({
      name: 'title',
      label: 'What is broken?',
      placeholder: 'checkout returns 500s',
      hint: 'A few words. Everything can be changed later.',
      initial: shown.title,
      max: 200,
    }),
    severityField(shown.severities, shown.chosen),
  ])

/** The levels with their criteria. */
export const severityField = (severities: readonly SeverityPolicy[], chosen: string) =>
  choiceField({
    name: 'severity',
    label: 'Severity',
    hint: 'When in doubt, choose the worse one.',
    choices: severities.map(({ level, name, criteria }) => ({
      value: level,
      label: severityInWords(level, name),
      description: criteria,
    })),
    chosen,
  })
