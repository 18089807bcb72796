import type { ModalView } from '@slack/types'
import type { SeverityPolicy } from '../../src/domain/incident/incident-policy.ts'
import { choiceField, context, form, section, textField, tickField } from '../blocks.ts'
import { severityInWords } from '../incident/words.ts'
import { beganField, servicesField } from '../lifecycle/modals.ts'
import { quote } from '../text.ts'
import { severityLine } from './severity-words.ts'

export type DeclareForm = {
  severities: readonly SeverityPolicy[]
  /** Names of the configured services. */
  services: readonly string[]
  chosen: string
  isPrivate?: boolean | undefined
  title?: string | undefined
  /** The text of the message it is declared from. */
  quoted?: string | undefined
  /** Where it is declared from; opaque here. */
  metadata: string
}

/** Two fields: what is broken, and how bad. Whatever else is known may be left out. */
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
    context(shown.severities.map(severityLine).join('\n')),
    ...(shown.services.length > 0 ? [servicesField(shown.services, [])] : []),
    beganField(null, true),
    tickField({
      name: 'isPrivate',
      label: 'Who sees it',
      value: 'private',
      says: 'Private: only those in its channel',
      isOptional: true,
      ...(shown.isPrivate ? { isTicked: true } : {}),
    }),
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
