import { sql } from 'kysely'
import type { Verified } from '../../domain/timeline/timeline.ts'
import { verifyTimeline } from '../../domain/timeline/timeline.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'

/** Looks whether the timeline is what was written. The audit knows its length: hashes alone can't tell a missing end. */
export async function verifyIncident(
  deps: Deps,
  id: number,
): Promise<{ entries: number; verified: Verified }> {
  // First the audit: an entry that is added meanwhile makes the timeline longer, never shorter.
  const written = await lastSeqInAudit(deps, id)
  const entries = await loadTimeline(deps.db, id)
  const verified = verifyTimeline(entries, id)
  if (!verified.isIntact || entries.length >= written) return { entries: entries.length, verified }
  const seq = entries.length + 1
  return { entries: entries.length, verified: { isIntact: false, seq, because: `entry ${seq} is missing` } }
}

async function lastSeqInAudit({ db }: Deps, id: number): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(sql<number | null>`max((detail->>'seq')::integer)`.as('seq'))
    .where('subject', '=', incidentSubject(id))
    .executeTakeFirst()
  return row?.seq ?? 0
}
