import { shortensApproval } from '../../domain/incident/suspects.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import type { Db, Trx } from '../../store/tables.ts'

export type Shortcut = { incident: number; commander: UserId }

/**
 * The incident whose commander may approve this rollback alone, at this moment: it was asked for from its card, and it is
 * still open and grave enough. Null where the usual approvals hold.
 */
export async function commanderShortcut(
  { config }: Pick<Deps, 'config'>,
  db: Db | Trx,
  deploymentId: number,
): Promise<Shortcut | null> {
  const row = await db
    .selectFrom('deployments')
    .select('incident_id')
    .where('id', '=', deploymentId)
    .where('purpose', '=', 'rollback')
    .executeTakeFirst()
  const incident = row?.incident_id ? await loadIncident(db, row.incident_id) : null
  return incident && shortensApproval(incident, config.incidents)
    ? { incident: incident.id, commander: incident.commander }
    : null
}
