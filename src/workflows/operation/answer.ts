import type { Deps } from '../../ports.ts'
import { operationSubject } from '../../store/operation/operations.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'

/** Tells whoever asked privately what became of it, once; without an address of Slack's, as a direct message. */
export async function answerOperation(deps: Deps, trx: Trx, id: number): Promise<void> {
  const row = await trx
    .selectFrom('operations')
    .select(['answer_to', 'requested_by'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await order(deps, trx, {
    key: `operation/${id}/answer`,
    destination: row.answer_to ? `asker:${id}` : row.requested_by,
    subject: operationSubject(id),
    post: { purpose: 'operation-answer' },
    at: deps.now(),
  })
}
