import { type Expression, sql } from 'kysely'
import { latestMadeAt } from '../domain/updates/update-promise.ts'
import type { Db } from './tables.ts'

/** Who is to be woken, and by which queue. */
export type DueWork = {
  queue:
    | 'advance-deployment'
    | 'advance-incident'
    | 'advance-operation'
    | 'advance-alert'
    | 'advance-diagnostic'
    | 'read-posts'
    | 'deliver'
  id: string
}

/** Whatever is due by its rows, each once. */
export async function listDue(db: Db, now: Date): Promise<DueWork[]> {
  return await dueDeployments(db, now)
    .unionAll(dueIncidents(db, now))
    .unionAll(
      db
        .selectFrom('operations')
        .select(({ ref }) => woken('advance-operation', ref('id')))
        .where('state', '=', 'running'),
    )
    .unionAll(
      db
        .selectFrom('alerts')
        .select(({ ref }) => woken('advance-alert', ref('id')))
        .where('wake_at', '<=', now),
    )
    .unionAll(sourcesWaiting(db))
    .unionAll(
      db
        .selectFrom('diagnostics')
        .select(({ ref }) => woken('advance-diagnostic', ref('id')))
        .where('wake_at', '<=', now),
    )
    .unionAll(waitingDestinations(db))
    .execute()
}

const woken = (queue: DueWork['queue'], id: Expression<number | string>) =>
  [sql<DueWork['queue']>`${sql.lit(queue)}`.as('queue'), sql<string>`${id}::text`.as('id')] as const

const lookedAt = ['planned', 'queued', 'rolling-out', 'watching', 'rolling-back']

/**
 * A queue is looked at every minute: what it waits for may have left pilothouse.yml. What is under way is looked at too,
 * since where the clock was set back `wake_at` is another time.
 */
function dueDeployments(db: Db, now: Date) {
  return db
    .selectFrom('deployments')
    .select(({ ref }) => woken('advance-deployment', ref('id')))
    .where((eb) => eb.or([eb('wake_at', '<=', now), eb('state', 'in', lookedAt)]))
}

/** A promise made in the future is due: the clock was set back since, and `wake_at` with it means another time. */
function dueIncidents(db: Db, now: Date) {
  return db
    .selectFrom('incidents')
    .select(({ ref }) => woken('advance-incident', ref('id')))
    .where((eb) =>
      eb.or([
        eb('wake_at', '<=', now),
        eb.exists(
          eb
            .selectFrom('update_promises')
            .select('id')
            .whereRef('incident_id', '=', 'incidents.id')
            .where('state', '=', 'open')
            .where('made_at', '>', latestMadeAt(now)),
        ),
      ]),
    )
}

/** Where posts of monitoring wait. */
function sourcesWaiting(db: Db) {
  return db
    .selectFrom('hook_posts')
    .select(({ ref }) => woken('read-posts', ref('source')))
    .distinct()
    .where('state', '=', 'waiting')
}

/** Where messages wait. */
function waitingDestinations(db: Db) {
  return db
    .selectFrom('messages')
    .select(({ ref }) => woken('deliver', ref('destination')))
    .distinct()
    .where('failed_because', 'is', null)
    .whereRef('shown_version', '<', 'wanted_version')
}
