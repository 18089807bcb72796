import { shortSha } from '../../domain/deployment/release.ts'
import type { Operation } from '../../domain/operation/operation.ts'
import { unmentioned } from '../../domain/unmentioned.ts'
import type { Deps, RevertRequest } from '../../ports.ts'

/** The pull request, in words that also help somebody who does not know Pilothouse. */
export function revertInput({ config }: Deps, operation: Operation): RevertRequest {
  const { id, task, environment, requestedBy, reason } = operation
  if (task.kind !== 'revert') throw new Error(`Operation ${id} takes no commits back.`)
  const { of, service, repository, branch, base, head } = task
  const range = `${shortSha(base)}..${shortSha(head)}`
  const account = config.people.find(({ slack }) => slack === requestedBy)?.github
  const by = account ? `${unmentioned(account)} asked for it` : 'It was asked for in Slack'
  return {
    ...{ repository, branch, base, head },
    title: `Revert deployment ${of} of ${service} (${range})`,
    body: [
      `Takes back what deployment ${of} brought to ${environment}: the changes of ${range}.`,
      `${by}${reason ? `, because ${unmentioned(reason)}` : ''}. Pilothouse operation ${id}.`,
    ].join('\n\n'),
  }
}
