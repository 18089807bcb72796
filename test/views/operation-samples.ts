import type { Act } from '../../src/domain/act.ts'
import type { Message, ShownSuspects } from '../../src/domain/message.ts'
import type { Operation, OperationTask } from '../../src/domain/operation/operation.ts'
import { flagsReply } from '../../views/operation/flag-replies.ts'
import { done, failedAct, maya, minutesLater, running, start } from './samples.ts'

const tasks = (text: string): OperationTask[] => [
  { kind: 'flag', name: text, isOn: true },
  { kind: 'integration', name: text, isOn: true, isChecked: true, switch: { by: 'flag', flag: text } },
  { kind: 'revert', of: 3, service: text, repository: text, branch: text, base: text, head: text },
]

const reverted = (text: string): Act => ({
  ...done('open-revert'),
  ...{ state: 'done', finishedAt: start },
  outcome: { number: 4, url: text, leftAlone: Array.from({ length: 40 }, () => text) },
})

function operations(text: string): Operation[] {
  const asked = {
    id: 1,
    environment: text,
    service: text,
    reason: text,
    requestedBy: text,
    requestedAt: start,
  }
  const ended = { acts: [done(text), failedAct(text, text), reverted(text)], endedAt: minutesLater(1) }
  const failure = { step: 'switch-flag', why: text, leaves: text, next: text } as const
  const acts = [
    running('switch-flag', { progress: text }),
    running(text, { progress: `trying again: ${text}`, retryAt: minutesLater(1) }),
  ]
  return tasks(text).flatMap((task): Operation[] => [
    { ...asked, task, deployment: 3, state: 'running', acts },
    { ...asked, task, deployment: null, state: 'done', ...ended },
    { ...asked, task, deployment: null, state: 'failed', failure, ...ended },
  ])
}

export const foreignSuspects = (text: string): ShownSuspects => ({
  flags: Array.from({ length: 9 }, () => ({ name: text, isOn: true, changedAt: start, by: text })),
  unsureSince: start,
  switched: [{ name: `other ${text}`, isOn: false, at: start }],
})

/** Every message about an operation, with the text wherever foreign text can stand. */
export const operationMessages = (text: string): Message[] =>
  operations(text).flatMap((operation): Message[] => [
    { purpose: 'operation-card', operation, isLatest: true },
    { purpose: 'operation-answer', operation, channel: text, cardTrouble: text },
  ])

export const foreignFlags = (text: string) =>
  flagsReply({
    environment: text,
    hasOwnTimes: true,
    flags: Array.from({ length: 200 }, () => ({
      ...{ name: text, isOn: true, updatedAt: start },
      switched: { by: maya, at: start },
    })),
  })
