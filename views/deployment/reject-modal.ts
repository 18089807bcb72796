import type { ModalView } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { planValue } from '../actions.ts'
import { form, section, textField } from '../blocks.ts'
import { user } from '../text.ts'
import { titleOf } from './words.ts'

/** Asks for the reason of a rejection. `hash` is the plan that was on the card. */
export const rejectModal = (deployment: Deployment, hash: string): ModalView =>
  form(
    'reject',
    {
      title: `Reject deployment ${deployment.id}`,
      submit: 'Reject',
      metadata: planValue(deployment.id, hash),
    },
    [
      section(
        `*${titleOf(deployment)}*, asked for by ${user(deployment.requestedBy)}. Nothing will be changed.`,
      ),
      textField({ name: 'because', label: 'Why', hint: 'Shown on the card.', isLong: true, max: 500 }),
    ],
  )
