import type { Message } from '../../domain/message.ts'
import type { Deps } from '../../ports.ts'
import { storedPost } from '../../store/documents.ts'
import type { Row, Trx } from '../../store/tables.ts'

/** Who waits longer waits for Slack, and not for the pace of its channel. */
const patienceMs = 60_000

/**
 * The message with all updates of its incident that wait for the same place, so that Slack's return is no flood. What is
 * told together is stored before it is sent, and so the same at every attempt.
 */
export async function withWaitingUpdates(deps: Deps, row: Row<'messages'>): Promise<Row<'messages'>> {
  const post = storedPost.safeParse(row.content).data
  const waitedMs = deps.now().getTime() - row.created_at.getTime()
  if (post?.purpose !== 'status-update' || waitedMs < patienceMs) return row
  return await deps.db.transaction().execute(async (trx) => {
    const waiting = await findWaiting(trx, row)
    const later = waiting.flatMap(({ content }) => {
      const other = storedPost.safeParse(content).data
      return other?.purpose === 'status-update' ? [other.updateId, ...other.also] : []
    })
    if (later.length === 0) return row
    const content = { ...post, also: [...post.also, ...later] }
    const ids = waiting.map(({ id }) => id)
    await trx
      .updateTable('messages')
      .set({ content: JSON.stringify(content) })
      .where('id', '=', row.id)
      .execute()
    await trx
      .updateTable('messages')
      .set((eb) => ({ merged_into: row.id, shown_version: eb.ref('wanted_version') }))
      .where('id', 'in', ids)
      .execute()
    return { ...row, content }
  })
}

/** Only what was never tried: anything else may have arrived. */
async function findWaiting(
  trx: Trx,
  row: Row<'messages'>,
): Promise<Pick<Row<'messages'>, 'id' | 'content'>[]> {
  return await trx
    .selectFrom('messages')
    .select(['id', 'content'])
    .where('id', '>', row.id)
    .where('destination', '=', row.destination)
    .where('subject', '=', row.subject)
    .where('purpose', '=', 'status-update')
    .where('posting_at', 'is', null)
    .where('failed_because', 'is', null)
    .whereRef('shown_version', '<', 'wanted_version')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** A reminder that was overtaken before Slack had it would only confuse. */
export const isMoot = (message: Message): boolean =>
  message.purpose === 'update-nudge' && message.standing.is !== 'owed'
