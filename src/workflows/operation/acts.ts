import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Operation, OperationActName, OperationTask } from '../../domain/operation/operation.ts'
import type { Deps, OutsideAct, SecretValue } from '../../ports.ts'
import { operationRound, operationSubject } from '../../store/operation/operations.ts'
import type { PlannedAct } from '../carry-out.ts'
import { correctDataAct, correctionIn } from '../data/correct-act.ts'
import { checkFlagAct } from '../flags/check-flag.ts'
import { switchFlagAct } from '../flags/switch-flag.ts'
import { checkIntegrationAct } from '../integrations/check.ts'
import { checkSecretAct } from '../integrations/check-secret.ts'
import { refreshCards } from '../refresh.ts'
import { revertInput } from './revert-input.ts'
import { pinnedPlace, unpinAct } from './unpin-act.ts'

const minute = 60_000

/** How long each act may take, how often it is looked at, and how long it may stay invisible after it was sent. */
const timing = {
  'switch-flag': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  unpin: { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  'check-flag': { budgetMs: 2 * minute, pollMs: 1000, settleMs: 0 },
  'set-secret': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  'check-secret': { budgetMs: 2 * minute, pollMs: 1000, settleMs: 0 },
  'check-integration': { budgetMs: 30_000, pollMs: 2000, settleMs: 0 },
  'correct-data': { budgetMs: 10 * minute, pollMs: 5000, settleMs: 0 },
  // A new pull request may be missing from GitHub's lists for a moment.
  'open-revert': { budgetMs: 10 * minute, pollMs: 2000, settleMs: 2000 },
} as const satisfies Record<OperationActName, { budgetMs: number; pollMs: number; settleMs: number }>

/** Everything the engine needs to carry out one act of an operation. */
export function plannedOperationAct(deps: Deps, operation: Operation, name: OperationActName): PlannedAct {
  const { budgetMs, pollMs, settleMs } = timing[name]
  const subject = operationSubject(operation.id)
  return {
    ...describe(deps, operation, name),
    subject,
    round: operationRound,
    name,
    key: `${deps.installation}/operation/${operation.id}/${name}`,
    deadlineAt: addMilliseconds(deps.now(), budgetMs),
    settleMs,
    pollMs,
    isRepeatable: false,
    overdue: (progress) =>
      name === 'check-integration' && progress
        ? `${progress}.`
        : `It did not finish in time (last seen: ${progress ?? 'under way'}).`,
    afterwards: (trx) => refreshCards(deps, trx, subject),
  }
}

type Described = { act: OutsideAct<object, unknown>; input: object }

/** Ties an act's input to its own type, so that each row of the table below is checked by itself. */
function described<Input extends object, Outcome>(act: OutsideAct<Input, Outcome>, input: Input): Described {
  return { act: act as OutsideAct<object, unknown>, input }
}

function describe(deps: Deps, operation: Operation, name: OperationActName): Described {
  const { environment } = operation
  const byName: Record<OperationActName, () => Described> = {
    'switch-flag': () => described(switchFlagAct(deps), { environment, ...flagIn(operation) }),
    unpin: () => described(unpinAct(deps), pinnedPlace(operation)),
    'check-flag': () => described(checkFlagAct(deps), { environment, ...flagIn(operation) }),
    'set-secret': () => described(deps.functionHost.setSecret, secretIn(operation)),
    'check-secret': () => described(checkSecretAct(deps), secretIn(operation)),
    'check-integration': () => described(checkIntegrationAct(deps), { name: integrationIn(operation).name }),
    'correct-data': () => described(correctDataAct(deps), correctionIn(operation)),
    'open-revert': () => described(deps.codeHost.revert, revertInput(deps, operation)),
  }
  return byName[name]()
}

function flagIn({ id, task }: Operation): { name: string; isOn: boolean } {
  if (task.kind === 'flag') return { name: task.name, isOn: task.isOn }
  if (task.kind === 'integration' && task.switch.by === 'flag')
    return { name: task.switch.flag, isOn: task.isOn }
  throw new Error(`Operation ${id} is not about a flag.`)
}

function secretIn(operation: Operation): SecretValue {
  const { switch: by, isOn } = integrationIn(operation)
  if (by.by === 'secret') return { project: by.project, name: by.secret, value: isOn ? by.on : by.off }
  throw new Error(`Operation ${operation.id} is not about a secret.`)
}

function integrationIn({ id, task }: Operation): Extract<OperationTask, { kind: 'integration' }> {
  if (task.kind === 'integration') return task
  throw new Error(`Operation ${id} is not about an integration.`)
}
