import type { Deployment } from '../../domain/deployment/deployment.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import type { ShownSuspects } from '../../domain/message.ts'
import type { Deps } from '../../ports.ts'
import { storedSuspects } from '../../store/operation/operation-documents.ts'
import { operationsFor } from '../../store/operation/operations.ts'

/** The flags that may have broken a paused release, as they were found, and which of them were switched for it since. */
export async function shownSuspects(deps: Deps, deployment: Deployment): Promise<ShownSuspects | undefined> {
  const found = deployment.state === 'paused' ? actNamed(deployment, 'find-flags') : undefined
  if (found?.state !== 'done') return undefined
  const operations = await operationsFor(deps.db, deployment.id)
  const switched = operations.flatMap((operation) =>
    operation.state === 'done' && operation.task.kind === 'flag'
      ? [{ name: operation.task.name, isOn: operation.task.isOn, at: operation.endedAt }]
      : [],
  )
  return { ...storedSuspects.parse(found.outcome), switched }
}
