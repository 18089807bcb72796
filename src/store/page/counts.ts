import { sql } from 'kysely'
import { openStates } from '../../domain/incident/incident.ts'
import type { Db } from '../tables.ts'

type Counted<Key extends string> = Record<Key, string> & { count: number }

const count = sql<number>`count(*)::int`.as('count')

/** How many deployments ever came to each state, by place. */
export async function countDeployments(db: Db): Promise<Counted<'service' | 'environment' | 'state'>[]> {
  return await db
    .selectFrom('deployments')
    .select(['service', 'environment', 'state', count])
    .groupBy(['service', 'environment', 'state'])
    .execute()
}

/** Open incidents by severity; drills are none. */
export async function countOpenIncidents(db: Db): Promise<Counted<'severity'>[]> {
  return await db
    .selectFrom('incidents')
    .select(['severity', count])
    .where('state', 'in', openStates)
    .where('is_drill', '=', false)
    .groupBy('severity')
    .execute()
}

/** Promises of updates by what became of them; those of drills are none. */
export async function countPromises(db: Db): Promise<Counted<'state'>[]> {
  return await db
    .selectFrom('update_promises as promise')
    .innerJoin('incidents as incident', 'incident.id', 'promise.incident_id')
    .select(['promise.state', count])
    .where('incident.is_drill', '=', false)
    .groupBy('promise.state')
    .execute()
}

/** Firing alerts by level; those that came without one have none. */
export async function countFiringAlerts(db: Db): Promise<Counted<'level'>[]> {
  return await db
    .selectFrom('alerts')
    .select(['level', count])
    .where('state', '=', 'firing')
    .groupBy('level')
    .execute()
}
