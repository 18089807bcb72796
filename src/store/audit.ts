import type { Actor } from '../domain/people.ts'
import type { Subject, Trx } from './tables.ts'

/** Written in the transaction of the change it records, so that neither exists without the other. */
export async function writeAudit(
  trx: Trx,
  entry: {
    at: Date
    actor: Actor
    action: string
    subject: Subject
    detail?: object
    requestId?: string | null
  },
): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? {}),
      request_id: entry.requestId ?? null,
    })
    .execute()
}
