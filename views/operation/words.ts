import {
  correctedBy,
  type Operation,
  type OperationTask,
  revertedBy,
} from '../../src/domain/operation/operation.ts'
import { taskInWords } from '../../src/domain/operation/words.ts'
import { capital, code, line, link, list, sentence, time, user } from '../text.ts'

/** In plain text, unescaped: "Flag new-basket · production". */
export function operationTitle({ task, environment }: Operation): string {
  return `${titleOf(task)} · ${environment}`
}

function titleOf(task: OperationTask): string {
  switch (task.kind) {
    case 'flag':
      return `Flag ${task.name}`
    case 'unpin':
      return `Un-pin ${task.service}`
    case 'correction':
      return `Correction ${task.correction} of ${task.database}`
    case 'integration':
      return `Integration ${task.name}`
    case 'revert':
      return `Revert of deployment ${task.of}`
  }
}

export const underWayInWords = (operation: Operation): string =>
  `*Under way:* ${line(taskInWords(operation), 200)}.`

/** What is so now, by whom and why. */
export function doneInWords(operation: Operation & { state: 'done' }): string {
  return `*${capital(nowSo(operation))}*, since ${time(operation.endedAt)}, by ${user(operation.requestedBy)}${because(operation)}`
}

/** The same once something was done to it again, so that an old card does not tell of the present. */
export function wasDoneInWords(operation: Operation & { state: 'done' }): string {
  const { task, environment, endedAt, requestedBy } = operation
  if (task.kind !== 'flag' && task.kind !== 'integration') return doneInWords(operation)
  const what = `${capital(task.kind)} ${line(task.name, 100)} was turned ${task.isOn ? 'on' : 'off'} in ${line(environment, 60)}`
  return `*${what}* ${time(endedAt)}, by ${user(requestedBy)}${because(operation)} It was switched again since.`
}

function nowSo(operation: Operation): string {
  const { task, environment } = operation
  switch (task.kind) {
    case 'flag':
      return `flag ${line(task.name, 100)} is ${task.isOn ? 'on' : 'off'} in ${line(environment, 60)}`
    case 'unpin':
      return `the pin of ${line(task.service, 60)} on ${line(environment, 60)} is lifted, and builds that Vercel makes by itself go live again`
    case 'correction':
      return `correction ${task.correction} changed ${task.expected} of ${task.expected} rows of ${line(task.database, 60)}`
    case 'integration':
      return `integration ${line(task.name, 60)} is ${task.isOn ? 'on' : 'off'} in ${line(environment, 60)}`
    case 'revert':
      return pullInWords(operation, task.of)
  }
}

function pullInWords(operation: Operation, of: number): string {
  const pull = revertedBy(operation)
  const name = pull ? link(pull.url, `Pull request ${pull.number}`) : 'A pull request'
  return `${name} to take deployment ${of} back is open`
}

/** What a revert could not take back; merging what it could is for a person. */
export function leftInWords(operation: Operation): string[] {
  const corrected = correctedBy(operation)
  if (corrected)
    return corrected.after < 0 ? [] : [`*Since then* the backup query gives ${corrected.after} rows.`]
  const pull = revertedBy(operation)
  if (!pull) return []
  const files = list(
    pull.leftAlone.map((path) => code(path)),
    10,
  )
  return [
    ...(pull.leftAlone.length > 0
      ? [`:warning: Changed again since, and so left as they are: ${files}. Take them back by hand.`]
      : []),
    '*Next:* review and merge it. Until then its branch is as it was.',
  ]
}

const because = ({ reason }: Operation): string => (reason ? `, because ${sentence(line(reason))}` : '.')

/** Three sentences: why, what state it leaves, what to do next. */
export function failedInWords(operation: Operation & { state: 'failed' }): string {
  const { failure } = operation
  return [
    `*It did not work to ${line(taskInWords(operation), 200)}.* ${sentence(line(failure.why, 500))}`,
    `*What it leaves:* ${sentence(line(failure.leaves, 500))}`,
    `*Next:* ${sentence(line(failure.next, 500))}`,
  ].join('\n')
}

export const askedInWords = ({
  id,
  requestedBy,
  requestedAt,
  deployment,
  state,
  reason,
}: Operation): string =>
  [
    `Operation ${id}, asked for by ${user(requestedBy)} ${time(requestedAt)}`,
    ...(deployment === null ? [] : [` for ${code(`/deploy details ${deployment}`)}`]),
    state === 'done' || !reason ? '.' : `, because ${sentence(line(reason))}`,
  ].join('')
