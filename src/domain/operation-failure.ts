import type { Act } from './act.ts'
import type { OperationActName, OperationTask } from './operation.ts'

/** What went wrong, what state it leaves, and what to do next. */
export type OperationFailure = { step: OperationActName; why: string; leaves: string; next: string }

type Failed = Act & { state: 'failed' }
type Asked = { task: OperationTask; environment: string }
type Words = { leaves: string; next: string }

export function operationFailure(asked: Asked, step: OperationActName, act: Failed): OperationFailure {
  return { step, why: act.reason, ...afterFailure(asked, act)[step] }
}

/** For each step, what its failure leaves and what to do next. */
function afterFailure({ task, environment }: Asked, { isUnknown }: Failed): Record<OperationActName, Words> {
  const look = `Look at \`/deploy flags ${environment}\`, then give the command again.`
  return {
    'switch-flag': {
      leaves: isUnknown
        ? `It is not certain whether ${task.name} is on or off in ${environment}.`
        : 'Nothing was changed.',
      next: look,
    },
    'check-flag': {
      leaves: isUnknown
        ? `${task.name} was turned ${task.isOn ? 'on' : 'off'}, but could not be read back.`
        : `${task.name} is not ${task.isOn ? 'on' : 'off'} in ${environment}.`,
      next: look,
    },
  }
}
