import type { Operation, OperationEnding, OperationTask } from './operation.ts'

/** What is asked for, in plain text that follows "to": "turn the flag new-basket off in production". */
export function taskInWords({ task, environment }: { task: OperationTask; environment: string }): string {
  switch (task.kind) {
    case 'flag':
      return `turn the flag ${task.name} ${task.isOn ? 'on' : 'off'} in ${environment}`
    case 'unpin':
      return `un-pin ${task.service} on ${environment}`
    case 'correction':
      return `make correction ${task.correction} in ${task.database}`
    case 'integration':
      return `turn the integration ${task.name} ${task.isOn ? 'on' : 'off'} in ${environment}`
    case 'revert':
      return `open a pull request that takes deployment ${task.of} back`
  }
}

/** What was done, in plain text that begins a sentence: "the flag new-basket was turned off in production". */
function doneInWords({ task, environment }: { task: OperationTask; environment: string }): string {
  switch (task.kind) {
    case 'flag':
      return `the flag ${task.name} was turned ${task.isOn ? 'on' : 'off'} in ${environment}`
    case 'unpin':
      return `${task.service} on ${environment} was un-pinned`
    case 'correction':
      return `correction ${task.correction} changed ${task.expected} rows of ${task.database}`
    case 'integration':
      return `the integration ${task.name} was turned ${task.isOn ? 'on' : 'off'} in ${environment}`
    case 'revert':
      return `a pull request was opened that takes deployment ${task.of} back`
  }
}

/** How an operation ended, for a timeline. */
export function operationInWords(operation: Operation, became: OperationEnding['to']): string {
  const why = operation.reason ? `, because ${operation.reason}` : ''
  return became === 'done'
    ? `${doneInWords(operation)}${why}`
    : `trying to ${taskInWords(operation)} did not work${why}`
}
