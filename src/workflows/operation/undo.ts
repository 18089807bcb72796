import type { AskedOperation } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadOperation } from '../../store/operation/operations.ts'
import { requestFlag } from '../flags/request-flag.ts'
import { requestIntegration } from '../integrations/request.ts'

/** Asks for the opposite of an operation; returns the operation that does it. Throws `UpstreamError`. */
export async function undoOperation(
  deps: Deps,
  id: number,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const operation = await loadOperation(deps.db, id)
  if (!operation) return { refused: 'changed-meanwhile', what: `operation ${id}` }
  const { task, environment } = operation
  const reason = `it takes operation ${id} back`
  switch (task.kind) {
    case 'flag':
      return await requestFlag(deps, { name: task.name, isOn: !task.isOn, environment, reason }, invoker)
    case 'integration':
      return await requestIntegration(
        deps,
        { name: task.name, isOn: !task.isOn, isAnyway: false, reason },
        invoker,
      )
    case 'revert':
    case 'unpin':
    case 'correction':
      return { refused: 'changed-meanwhile', what: `operation ${id}` }
  }
}
