import type { Operation, OperationEnding } from '../../domain/operation/operation.ts'
import { operationInWords } from '../../domain/operation/words.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import { endOperation, operationSubject } from '../../store/operation/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { refreshCards } from '../refresh.ts'
import { noteInOpenIncidents } from '../timeline/note-in-open.ts'
import { answerOperation } from './answer.ts'

/** Ends an operation, tells whoever asked, and writes it into every open incident. */
export async function finishOperation(
  deps: Deps,
  trx: Trx,
  operation: Operation,
  ending: OperationEnding,
): Promise<void> {
  const at = deps.now()
  const { id, requestedBy } = operation
  if (!(await endOperation(trx, id, ending, at)))
    throw new Error(`Operation ${id} ended while its row was locked.`)
  const subject = operationSubject(id)
  const detail = ending.to === 'failed' ? ending.failure : {}
  await writeAudit(trx, { at, actor: 'pilothouse', action: `operation.${ending.to}`, subject, detail })
  await refreshCards(deps, trx, subject)
  if (operation.deployment !== null) await refreshCards(deps, trx, deploymentSubject(operation.deployment))
  await answerOperation(deps, trx, id)
  await noteInOpenIncidents(deps, trx, {
    action: 'incident.operation',
    service: operation.service,
    event: { kind: 'operation', id, did: operationInWords(operation, ending.to), for: requestedBy },
  })
}
