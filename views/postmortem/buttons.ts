import type { Button } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import { actions } from '../actions.ts'
import { button } from '../blocks.ts'

/** What can be done once an incident is over, for its card. */
export function aftermathButtons({ id, state }: Incident): Button[] {
  const value = String(id)
  const close = button(actions.close, 'Close…', value)
  if (state === 'resolved') return [button(actions.postmortem, 'Start post-mortem', value), close]
  if (state !== 'postmortem') return []
  return [
    button(actions.postmortem, 'Edit post-mortem…', value, { style: 'primary' }),
    button(actions.lookNow, 'Check now', value),
    close,
  ]
}
