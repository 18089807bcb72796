import type { Message } from '../../domain/message.ts'
import { thingOf } from '../../domain/operation/operation.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { isSuperseded, loadOperation } from '../../store/operation/operations.ts'
import { channelOf } from './place.ts'

/** What to show for an operation: its card from the newest state, the private answer from how it ended. */
export async function composeOperationMessage(
  deps: Deps,
  post: StoredPost | null,
  id: number,
): Promise<Message> {
  const operation = await loadOperation(deps.db, id)
  if (!operation) throw new Error(`Operation ${id} of a message does not exist.`)
  const { environment, task } = operation
  const isLatest = !(await isSuperseded(deps.db, { id, environment, thing: thingOf(task) }))
  if (post?.purpose === 'operation-answer')
    return { ...post, operation, channel: channelOf(deps.config, environment) }
  return { purpose: 'operation-card', operation, isLatest }
}
