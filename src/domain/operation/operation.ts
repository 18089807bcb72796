import { type Act, retryOf } from '../act.ts'
import type { Corrected } from '../data/correction.ts'
import type { UserId } from '../people.ts'
import type { OperationFailure } from './failure.ts'
import { operationFailure } from './failure.ts'
import type { IntegrationSwitch } from './integration.ts'

/** Something that a person asks for once, beside deployments and incidents. */
export type OperationTask =
  | { kind: 'flag'; name: string; isOn: boolean }
  /** After a rollback, builds that the host makes by itself stay staged. */
  | { kind: 'unpin'; service: string }
  /** `isChecked` where its check must pass once it is on. */
  | { kind: 'integration'; name: string; isOn: boolean; switch: IntegrationSwitch; isChecked: boolean }
  /** Rows of a database changed by hand, as correction `correction` says. */
  | {
      kind: 'correction'
      correction: number
      database: string
      change: string
      backup: string
      expected: number
    }
  /** A pull request onto `branch` that takes `base..head` back, which deployment `of` brought. */
  | {
      kind: 'revert'
      of: number
      service: string
      repository: string
      branch: string
      base: string
      head: string
    }

export const operationActNames = [
  'switch-flag',
  'check-flag',
  'set-secret',
  'check-secret',
  'check-integration',
  'open-revert',
  'unpin',
  'correct-data',
] as const
export type OperationActName = (typeof operationActNames)[number]

type Common = {
  id: number
  environment: string
  service: string | null
  task: OperationTask
  reason: string | null
  requestedBy: UserId
  requestedAt: Date
  /** The deployment that it was asked for, where it was. */
  deployment: number | null
  acts: Act[]
}

export type Operation = Common &
  (
    | { state: 'running' }
    | { state: 'done'; endedAt: Date }
    | { state: 'failed'; endedAt: Date; failure: OperationFailure }
  )

/** What was asked for, and under which number. */
export type AskedOperation = Pick<Operation, 'id' | 'task' | 'environment'>

export type OperationStep =
  | { do: 'act'; name: OperationActName }
  | { do: 'end'; ending: OperationEnding }
  | { do: 'wait'; until: Date | null }

export type OperationEnding = { to: 'done' } | { to: 'failed'; failure: OperationFailure }

/** What is done to the outside world, in this order; the next begins where the one before is done. */
function actsOf(task: OperationTask): OperationActName[] {
  switch (task.kind) {
    case 'flag':
      return ['switch-flag', 'check-flag']
    case 'integration': {
      const switched: OperationActName[] =
        task.switch.by === 'flag' ? ['switch-flag', 'check-flag'] : ['set-secret', 'check-secret']
      return task.isOn && task.isChecked ? [...switched, 'check-integration'] : switched
    }
    case 'revert':
      return ['open-revert']
    case 'unpin':
      return ['unpin']
    case 'correction':
      return ['correct-data']
  }
}

/** What is due for an operation now. Pure: the same rows and time always give the same step. */
export function nextOperationStep(operation: Operation, now: Date): OperationStep {
  if (operation.state !== 'running') return { do: 'wait', until: null }
  for (const name of actsOf(operation.task)) {
    const act = operation.acts.find((one) => one.name === name)
    if (act?.state === 'done') continue
    if (act?.state === 'failed')
      return { do: 'end', ending: { to: 'failed', failure: operationFailure(operation, name, act) } }
    const retryAt = act ? retryOf(act, now) : null
    return retryAt !== null ? { do: 'wait', until: retryAt } : { do: 'act', name }
  }
  return { do: 'end', ending: { to: 'done' } }
}

/** What it acts upon. Two operations on the same thing never run at once, and the later one is what counts. */
export function thingOf(task: OperationTask): string {
  switch (task.kind) {
    case 'flag':
      return `flag:${task.name}`
    case 'integration':
      return task.switch.by === 'flag'
        ? `flag:${task.switch.flag}`
        : `secret:${task.switch.project}/${task.switch.secret}`
    case 'revert':
      return `revert:${task.of}`
    case 'unpin':
      return pinOf(task.service)
    case 'correction':
      return `data:${task.database}`
  }
}

export const pinOf = (service: string): string => `pin:${service}`

/** How many rows a correction changed; `after` is below 0 where that was not counted. */
export function correctedBy({ acts }: Operation): Corrected | undefined {
  const act = acts.find(({ name }) => name === 'correct-data')
  return act?.state === 'done' ? (act.outcome as Corrected) : undefined
}

type Reverted = { number: number; url: string; leftAlone: string[] }

/** The pull request that a revert opened. */
export function revertedBy({ acts }: Operation): Reverted | undefined {
  const act = acts.find(({ name }) => name === 'open-revert')
  return act?.state === 'done' ? (act.outcome as Reverted) : undefined
}
