import type { ModalView } from '@slack/types'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { choiceField, form, section, textField } from '../blocks.ts'
import { line, plural } from '../text.ts'

const durations = ['30m', '1h', '2h', '4h', '8h', '24h', '3d']

/** For how long nobody is told of an alert, and why. */
export const silenceModal = (alert: Pick<Alert, 'id' | 'title'>, others: number): ModalView =>
  form('silence', { title: `Silence alert ${alert.id}`, submit: 'Silence', metadata: String(alert.id) }, [
    section(
      `*Alert ${alert.id} · ${line(alert.title, 150)}*${others > 0 ? ` and the ${plural(others, 'other')} on its card` : ''}\nNobody is paged meanwhile, and what comes is kept. If it still fires afterwards, that is told.`,
    ),
    choiceField({
      name: 'duration',
      label: 'For how long?',
      chosen: '1h',
      choices: durations.map((value) => ({ value, label: value })),
    }),
    textField({
      name: 'because',
      label: 'Why?',
      placeholder: 'The database moves tonight',
      hint: 'Everybody reads it.',
      max: 200,
    }),
  ])
