import type { Actor } from '../../domain/people.ts'
import type { TimelineEntry, TimelineEvent } from '../../domain/timeline/timeline.ts'
import { firstHash, hashEntry } from '../../domain/timeline/timeline.ts'
import { storedEvent } from '../incident/incident-documents.ts'
import type { Db, Row, Trx } from '../tables.ts'

export type NewEntry = {
  incidentId: number
  at: Date
  actor: Actor
  event: TimelineEvent
  permalink?: string | null
  /** Names the outside thing it came from, for example `channel:ts` of a message; each is taken once. */
  source?: string
}

/**
 * Adds an entry at the end, under the incident's lock, so that sequence and hashes never fork. Returns its number;
 * `isNew` is false where the source is in the timeline already, and nothing was written.
 */
export async function appendEntry(trx: Trx, entry: NewEntry): Promise<{ seq: number; isNew: boolean }> {
  const { incidentId, at, actor, event, permalink = null, source } = entry
  await trx.selectFrom('incidents').select('id').where('id', '=', incidentId).forUpdate().execute()
  const earlier = source === undefined ? undefined : await findSource(trx, incidentId, source)
  if (earlier !== undefined) return { seq: earlier, isNew: false }
  const last = await trx
    .selectFrom('timeline')
    .select(['seq', 'hash'])
    .where('incident_id', '=', incidentId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const seq = (last?.seq ?? 0) + 1
  const previousHash = last?.hash ?? firstHash
  const hash = hashEntry({ seq, at, actor, event, permalink, previousHash }, incidentId)
  await trx
    .insertInto('timeline')
    .values({
      incident_id: incidentId,
      seq,
      at,
      actor,
      event: JSON.stringify(event),
      permalink,
      source: source ?? null,
      previous_hash: previousHash,
      hash,
    })
    .execute()
  return { seq, isNew: true }
}

/** The whole timeline, oldest first, or up to `lastSeq`. */
export async function loadTimeline(
  db: Db | Trx,
  incidentId: number,
  lastSeq?: number,
): Promise<TimelineEntry[]> {
  let query = db.selectFrom('timeline').selectAll().where('incident_id', '=', incidentId).orderBy('seq')
  if (lastSeq !== undefined) query = query.where('seq', '<=', lastSeq)
  return (await query.execute()).map(entryFromRow)
}

/** The newest entries, oldest of them first. */
export async function loadRecentEntries(
  db: Db | Trx,
  incidentId: number,
  limit: number,
): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('timeline')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse().map(entryFromRow)
}

/** What happened after the last status update, oldest first. */
export async function loadEntriesSinceUpdate(db: Db | Trx, incidentId: number): Promise<TimelineEntry[]> {
  const entries = await loadTimeline(db, incidentId)
  const last = entries.findLastIndex(({ event }) => isUpdate(event))
  return entries.slice(last + 1)
}

const isUpdate = ({ kind }: TimelineEvent): boolean => kind === 'update' || kind === 'holding-update'

async function findSource(trx: Trx, incidentId: number, source: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('timeline')
    .select('seq')
    .where('incident_id', '=', incidentId)
    .where('source', '=', source)
    .executeTakeFirst()
  return row?.seq
}

function entryFromRow(row: Row<'timeline'>): TimelineEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    event: storedEvent.parse(row.event),
    permalink: row.permalink,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
