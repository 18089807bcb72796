import type { Purpose } from '../domain/message.ts'
import type { StoredPost } from './documents.ts'
import type { Db, Row, Subject, Trx } from './tables.ts'

/** Cards are drawn from the subject's newest state; posts carry what they are about. */
type CardPurpose = Extract<
  Purpose,
  | 'alert-card'
  | 'correction-card'
  | 'deployment-card'
  | 'diagnostic-card'
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

/** True where one of the subject's cards is out of date already, so that somebody is about to draw it. */
export async function isCardStale(trx: Trx, subject: Subject): Promise<boolean> {
  const row = await trx
    .selectFrom('messages')
    .select('id')
    .where('subject', '=', subject)
    .where('content', 'is', null)
    .where('failed_because', 'is', null)
    .whereRef('shown_version', '<', 'wanted_version')
    .executeTakeFirst()
  return row !== undefined
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

/** With what is to be known before it goes: where its thread begins, and when its destination may be written to again. */
export type WaitingMessage = Row<'messages'> & { thread_ts: string | null; next_at: Date | null }

/**
 * The oldest message of a destination that is not yet shown as it should be; posts before edits of cards, and whatever
 * people wait for before new alerts, which may come by the hundred.
 */
export async function nextMessage(db: Db, destination: string): Promise<WaitingMessage | undefined> {
  return await db
    .selectFrom('messages')
    .leftJoin('messages as first', 'first.key', 'messages.thread')
    .leftJoin('channel_pace', 'channel_pace.destination', 'messages.destination')
    .selectAll('messages')
    .select(['first.ts as thread_ts', 'channel_pace.next_at'])
    .where('messages.destination', '=', destination)
    .where('messages.failed_because', 'is', null)
    .whereRef('messages.shown_version', '<', 'messages.wanted_version')
    .orderBy((eb) => eb('messages.ts', 'is not', null))
    .orderBy((eb) => eb('messages.purpose', '=', 'alert-card'))
    .orderBy('messages.id')
    .limit(1)
    .executeTakeFirst()
}

/** The message in whose thread this one stands; null where it stands in the channel, or the other never arrived. */
export const threadOf = ({ thread_ts: ts, is_broadcast: isBroadcast }: WaitingMessage) =>
  ts === null ? null : { ts, isBroadcast }
