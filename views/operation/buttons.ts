import type { Button } from '@slack/types'
import type { Operation } from '../../src/domain/operation/operation.ts'
import { actions } from '../actions.ts'
import { button, confirm } from '../blocks.ts'
import { shorten } from '../text.ts'

/** The way back from what was done, where there is one. */
export function operationButtons(operation: Operation): Button[] {
  const { task, state } = operation
  if (state === 'running') return []
  switch (task.kind) {
    case 'flag':
      return state === 'done' ? [switchBack(operation, task)] : []
    case 'integration':
      return state === 'done' || operation.failure.step === 'check-integration'
        ? [switchBack(operation, task)]
        : []
    case 'revert':
    case 'unpin':
    case 'correction':
      return []
  }
}

function switchBack({ id, environment }: Operation, { name, isOn }: { name: string; isOn: boolean }): Button {
  const other = isOn ? 'off' : 'on'
  return button(actions.undo, `Turn it ${other} again`, String(id), {
    confirm: confirm(
      `Turn ${shorten(name, 40)} ${other}?`,
      `It is ${isOn ? 'on' : 'off'} in ${shorten(environment, 40)} now, and what it guards changes for everybody at once.`,
      `Turn it ${other}`,
      'Leave it',
    ),
  })
}
