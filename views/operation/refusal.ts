import type { OperationRefusal } from '../../src/domain/operation/refusal.ts'
import { taskInWords } from '../../src/domain/operation/words.ts'
import { code, either, group, line, list, sentence, user } from '../text.ts'

/** Why something was not done, and what to do about it. */
export function operationRefusalInWords(refusal: OperationRefusal): string {
  switch (refusal.refused) {
    case 'operation-under-way':
      return `Somebody is about to ${line(taskInWords(refusal), 200)} or the opposite${refusal.id === null ? '' : ` (operation ${refusal.id})`}, so nothing more was begun. Its card says how it ends; then look again.`
    case 'may-not-operate':
      return mayNot(refusal)
    case 'integration-check-failed':
      return `${code(refusal.name)} was not turned on, because its check does not pass: ${sentence(line(refusal.said))} Wait until it does, or overrule it: ${code(`/rollback integration ${refusal.name} on anyway because …`, 200)}.`
    case 'integration-so-already':
      return `The integration ${code(refusal.name)} is ${refusal.isOn ? 'on' : 'off'} in ${line(refusal.environment, 60)} already, so nothing was done. \`/rollback integrations\` shows all of them.`
    case 'nothing-to-revert':
      return `${line(refusal.because)} So no pull request was opened; take back by hand what is wrong.`
    case 'reverted-already':
      return `Operation ${refusal.operation} opened a pull request for deployment ${refusal.id} already; its card links it. If it was closed, reopen it on GitHub.`
    case 'not-pinned':
      return `${code(refusal.service)} on ${line(refusal.environment, 60)} is not pinned, so nothing was done: no rollback keeps its new builds from going live.`
    case 'no-flags-here':
      return noFlags(refusal)
    case 'which-environment':
      return `More than one environment has flags: ${list(
        refusal.known.map((name) => code(name, 60)),
        12,
      )}. Say which, for example ${code(`${refusal.command} ${refusal.known[0] ?? 'production'}`, 200)}.`
    case 'flag-so-already':
      return `The flag ${code(refusal.name)} is ${refusal.isOn ? 'on' : 'off'} in ${line(refusal.environment, 60)} already, so nothing was done. ${code(`/deploy flags ${refusal.environment}`)} shows all of them.`
  }
}

function mayNot({
  environment,
  approvers,
  because,
}: Extract<OperationRefusal, { refused: 'may-not-operate' }>) {
  const where = line(environment, 60)
  if (because !== null)
    return `Nothing was changed, because Pilothouse can't tell whether you are an approver of ${where}: ${sentence(line(because, 200))} Try again in a minute.`
  const names = [...(approvers.group ? [group(approvers.group)] : []), ...approvers.users.map(user)]
  return `Only an approver of ${where} may change it at once, so nothing was changed. Ask ${either(names.slice(0, 8))}.`
}

function noFlags({ environment, known }: Extract<OperationRefusal, { refused: 'no-flags-here' }>): string {
  const where = environment === null ? '' : ` of ${line(environment, 60)}`
  const there =
    known.length > 0
      ? `It does for ${either(known.map((name) => code(name, 60)))}.`
      : 'Name the place there under `flags`.'
  return `pilothouse.yml does not say where the flags${where} are kept, so there is nothing to switch. ${there}`
}
