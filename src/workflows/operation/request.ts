import type { AskedOperation } from '../../domain/operation/operation.ts'
import { thingOf } from '../../domain/operation/operation.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import {
  findRunning,
  insertOperation,
  latestDone,
  type NewOperation,
  operationSubject,
} from '../../store/operation/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'
import { redrawEarlier } from './earlier.ts'
import { channelOf } from './place.ts'

/** Stores what was asked for, shows its card, and has it done; returns it. Who may ask was looked at before. */
export async function requestOperation(
  deps: Deps,
  request: NewOperation,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  return await deps.db.transaction().execute((trx) => requestWithin(deps, trx, request, invoker))
}

/** The same as part of a larger change. */
export async function requestWithin(
  deps: Deps,
  trx: Trx,
  request: NewOperation,
  invoker: Invoker,
): Promise<AskedOperation | Refusal> {
  const wanted = { ...request, reason: tidy(request.reason ?? '') || null }
  const { environment, task } = wanted
  const at = deps.now()
  const { user: by, responseUrl: answerTo, requestId } = invoker
  const id = await insertOperation(trx, wanted, { by, at, answerTo })
  if (id === null) {
    const running = await findRunning(trx, environment, thingOf(task))
    return { refused: 'operation-under-way', id: running, task, environment }
  }
  const refusal = await doneForGood(trx, wanted)
  if (refusal) {
    await trx.deleteFrom('operations').where('id', '=', id).execute()
    return refusal
  }
  const subject = operationSubject(id)
  await writeAudit(trx, { at, actor: by, action: 'operation.asked', subject, detail: wanted, requestId })
  const destination = channelOf(deps.config, environment)
  await order(deps, trx, {
    key: `operation/${id}/card`,
    destination,
    subject,
    purpose: 'operation-card',
    at,
  })
  await redrawEarlier(deps, trx, { environment, thing: thingOf(task), before: id })
  await deps.jobs.wake(trx, 'advance-operation', String(id))
  return { id, task, environment }
}

/** Asked beside our own row, next to which none on the same thing can run: another may have ended since we looked. */
async function doneForGood(trx: Trx, { environment, task }: NewOperation): Promise<Refusal | null> {
  if (task.kind !== 'revert') return null
  const thing = thingOf(task)
  const earlier = (await latestDone(trx, environment, [thing])).get(thing)
  return earlier ? { refused: 'reverted-already', id: task.of, operation: earlier.id } : null
}
