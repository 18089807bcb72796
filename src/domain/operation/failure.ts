import type { Act } from '../act.ts'
import type { OperationActName, OperationTask } from './operation.ts'

/** What went wrong, what state it leaves, and what to do next. */
export type OperationFailure = { step: OperationActName; why: string; leaves: string; next: string }

type Failed = Act & { state: 'failed' }
type Asked = { task: OperationTask; environment: string }
type Words = { leaves: string; next: string }

export function operationFailure(asked: Asked, step: OperationActName, act: Failed): OperationFailure {
  return { step, why: act.reason, ...wordsOf(asked, step, act) }
}

function wordsOf({ task, environment }: Asked, step: OperationActName, act: Failed): Words {
  const { isUnknown } = act
  switch (task.kind) {
    case 'flag':
      return {
        leaves: switchLeft(task, environment, step === 'check-flag', isUnknown),
        next: `Look at \`/deploy flags ${environment}\`, then give the command again.`,
      }
    case 'unpin':
      return {
        leaves: isUnknown
          ? `It is not certain whether ${task.service} on ${environment} is still pinned.`
          : 'Nothing was changed.',
        next: 'Look at `/status`, then give the command again; promoting a build in Vercel un-pins it too.',
      }
    case 'correction':
      return correctionWords(task, act)
    case 'integration':
      return integrationWords(task, environment, step, isUnknown)
    case 'revert':
      return {
        leaves: isUnknown
          ? `It is not certain whether ${task.repository} has the pull request.`
          : `${task.branch} of ${task.repository} is as it was.`,
        next: isUnknown
          ? `Look at the pull requests of ${task.repository}, then give the command again.`
          : 'Take it back by hand where that is needed.',
      }
  }
}

type CorrectionTask = Extract<OperationTask, { kind: 'correction' }>

/** Without the id of a transaction nothing can have been committed. */
function correctionWords(
  { database, correction }: CorrectionTask,
  { remote, reason, isUnknown }: Failed,
): Words {
  const isSure = remote === null || (!isUnknown && reason.includes('rolled back'))
  return isSure
    ? {
        leaves: `No row of ${database} was changed.`,
        next: 'Look at the rows, then ask for the correction again.',
      }
    : {
        leaves: `It is not certain whether the rows of ${database} were changed.`,
        next: `Run the backup query of correction ${correction}, and compare with the file, before anything is done again.`,
      }
}

type IntegrationTask = Extract<OperationTask, { kind: 'integration' }>

function integrationWords(
  task: IntegrationTask,
  environment: string,
  step: OperationActName,
  isUnknown: boolean,
): Words {
  if (step === 'check-integration')
    return {
      leaves: `${task.name} is on in ${environment}, and its check does not pass.`,
      next: `\`/rollback integration ${task.name} off because …\` turns it off again.`,
    }
  const isSwitched = step === 'check-flag' || step === 'check-secret'
  return {
    leaves: switchLeft(task, environment, isSwitched, isUnknown),
    next: 'Look at `/rollback integrations`, then give the command again.',
  }
}

function switchLeft(
  { name, isOn }: { name: string; isOn: boolean },
  environment: string,
  isSwitched: boolean,
  isUnknown: boolean,
): string {
  const to = isOn ? 'on' : 'off'
  if (isSwitched)
    return isUnknown
      ? `${name} was turned ${to}, but could not be read back.`
      : `${name} is not ${to} in ${environment}.`
  return isUnknown
    ? `It is not certain whether ${name} is on or off in ${environment}.`
    : 'Nothing was changed.'
}
