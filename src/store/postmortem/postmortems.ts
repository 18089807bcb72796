import type { Updateable } from 'kysely'
import type { Postmortem } from '../../domain/postmortem/postmortem.ts'
import type { Db, Row, Tables, Trx } from '../tables.ts'
import { storedSections, storedSources, storedWritten } from './report-documents.ts'

/** Null where none was begun. */
export async function loadPostmortem(db: Db | Trx, incidentId: number): Promise<Postmortem | null> {
  const row = await db
    .selectFrom('postmortems')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row ? postmortemFromRow(row) : null
}

/** A new one, of facts alone. */
export async function insertPostmortem(
  trx: Trx,
  begun: { incidentId: number; by: string; at: Date; reviewAt: Date },
): Promise<void> {
  const nothingYet = {
    ...{ sources: null, pull_number: null, pull_url: null, pull_head: null, pull_ended: null },
    ...{ reviewed_at: null, reviewed_by: null },
  }
  const { incidentId, by, at, reviewAt } = begun
  await trx
    .insertInto('postmortems')
    .values({ incident_id: incidentId, started_by: by, started_at: at, review_at: reviewAt, ...nothingYet })
    .execute()
}

export type PostmortemChange = Omit<Updateable<Tables['postmortems']>, 'incident_id' | 'started_at'>

/** Changes it; the caller holds the incident's lock. */
export async function updatePostmortem(trx: Trx, incidentId: number, set: PostmortemChange): Promise<void> {
  await trx.updateTable('postmortems').set(set).where('incident_id', '=', incidentId).execute()
}

/** When the incident was closed; null where it is not. */
export async function loadClosedAt(db: Db | Trx, incidentId: number): Promise<Date | null> {
  const row = await db
    .selectFrom('incidents')
    .select('closed_at')
    .where('id', '=', incidentId)
    .executeTakeFirst()
  return row?.closed_at ?? null
}

function postmortemFromRow(row: Row<'postmortems'>): Postmortem {
  const { pull_number: number, pull_url: url, pull_head: head, pull_ended: ended } = row
  return {
    incidentId: row.incident_id,
    startedBy: row.started_by,
    startedAt: row.started_at,
    round: row.round,
    sections: storedSections.parse(row.sections),
    version: row.version,
    sources: row.sources === null ? null : storedSources.parse(row.sources),
    attempt: row.attempt,
    written: storedWritten.parse(row.written),
    isLeftAlone: row.is_left_alone,
    pull: number === null || url === null || head === null ? null : { number, url, head, ended },
    review: {
      at: row.review_at,
      version: row.review_version,
      reviewedAt: row.reviewed_at,
      reviewedBy: row.reviewed_by,
    },
  }
}
