import type { Purpose } from '../domain/message.ts'
import type { StoredPost } from './documents.ts'
import type { Db, Row, Subject, Trx } from './tables.ts'

/** Cards are drawn from the subject's newest state; posts carry what they are about. */
type CardPurpose = Extract<
  Purpose,
  | 'alert-card'
  | 'deployment-card'
  | 'operation-card'
  | 'incident-card'
  | 'incident-broadcast'
  | 'stakeholder-card'
>

/** `thread` is the key of the message, ordered before to the same destination, under which a reply stands. */
export type Ordered = {
  key: string
  destination: string
  subject: Subject
  at: Date
  thread?: string | undefined
  isBroadcast?: boolean | undefined
} & ({ purpose: CardPurpose } | { post: StoredPost })

/** Orders a message; a second one with the same key is ignored. Returns false where it was there already. */
export async function orderMessage(trx: Trx, message: Ordered): Promise<boolean> {
  const result = await trx
    .insertInto('messages')
    .values({
      key: message.key,
      destination: message.destination,
      subject: message.subject,
      purpose: 'post' in message ? message.post.purpose : message.purpose,
      content: 'post' in message ? JSON.stringify(message.post) : null,
      created_at: message.at,
      posting_at: null,
      ts: null,
      shown_hash: null,
      sent_at: null,
      failed_because: null,
      thread: message.thread ?? null,
      is_broadcast: message.isBroadcast ?? false,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** True where a message of this key was ever ordered. */
export async function isOrdered(trx: Trx, key: string): Promise<boolean> {
  const row = await trx.selectFrom('messages').select('id').where('key', '=', key).executeTakeFirst()
  return row !== undefined
}

/** Marks the subject's cards as out of date; returns where they are. */
export async function markCardsStale(trx: Trx, subject: Subject): Promise<string[]> {
  const rows = await trx
    .updateTable('messages')
    .set((eb) => ({ wanted_version: eb('wanted_version', '+', 1) }))
    .where('subject', '=', subject)
    .where('content', 'is', null)
    .where('failed_because', 'is', null)
    .returning('destination')
    .execute()
  return [...new Set(rows.map((row) => row.destination))]
}

/** Marks those of the subject's posts as out of date whose key begins so; returns where they are. */
export async function markPostsStale(trx: Trx, subject: Subject, keyStart: string): Promise<string[]> {
  const rows = await trx
    .updateTable('messages')
    .set((eb) => ({ wanted_version: eb('wanted_version', '+', 1) }))
    .where('subject', '=', subject)
    .where((eb) => eb.fn<boolean>('starts_with', ['key', eb.val(keyStart)]))
    .where('failed_because', 'is', null)
    .returning('destination')
    .execute()
  return [...new Set(rows.map((row) => row.destination))]
}

/**
 * The oldest message of a destination that is not yet shown as it should be; posts before edits of cards, and whatever
 * people wait for before new alerts, which may come by the hundred.
 */
export async function nextMessage(db: Db | Trx, destination: string): Promise<Row<'messages'> | undefined> {
  return await db
    .selectFrom('messages')
    .selectAll()
    .where('destination', '=', destination)
    .where('failed_because', 'is', null)
    .whereRef('shown_version', '<', 'wanted_version')
    .orderBy((eb) => eb('ts', 'is not', null))
    .orderBy((eb) => eb('purpose', '=', 'alert-card'))
    .orderBy('id')
    .executeTakeFirst()
}

/** The message in whose thread this one stands; null where it stands in the channel, or the other never arrived. */
export async function threadOf(
  db: Db,
  { thread, is_broadcast: isBroadcast }: Row<'messages'>,
): Promise<{ ts: string; isBroadcast: boolean } | null> {
  if (thread === null) return null
  const row = await db.selectFrom('messages').select('ts').where('key', '=', thread).executeTakeFirst()
  return row?.ts ? { ts: row.ts, isBroadcast } : null
}
