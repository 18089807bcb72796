import type { Drill } from '../../domain/drill/drill.ts'
import { openStates } from '../../domain/incident/incident.ts'
import type { Db, NewRow, Row, Trx } from '../tables.ts'
import { storedScore, storedScript } from './drill-documents.ts'

/** The drill that an incident is; null where it is a real one. */
export async function loadDrill(db: Db | Trx, incidentId: number): Promise<Drill | null> {
  const row = await db
    .selectFrom('drills')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row ? drillFromRow(row) : null
}

/** The drill that is going on. */
export async function loadRunningDrill(db: Db | Trx): Promise<Drill | null> {
  const row = await db.selectFrom('drills').selectAll().where('ended_at', 'is', null).executeTakeFirst()
  return row ? drillFromRow(row) : null
}

/** The drills that were held last, newest first. */
export async function listDrills(db: Db, limit: number): Promise<Drill[]> {
  const rows = await db.selectFrom('drills').selectAll().orderBy('begun_at', 'desc').limit(limit).execute()
  return rows.map(drillFromRow)
}

/** Stores a new drill; false where one is going on. */
export async function insertDrill(
  trx: Trx,
  drill: Omit<NewRow<'drills'>, 'ended_at' | 'score'>,
): Promise<boolean> {
  const result = await trx
    .insertInto('drills')
    .values({ ...drill, ended_at: null, score: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The oldest real incident that people work on, as far as it is no secret; of those declared after another, if given. */
export async function findRealIncident(db: Db | Trx, after = 0): Promise<number | null> {
  const row = await db
    .selectFrom('incidents')
    .select('id')
    .where('is_drill', '=', false)
    .where('is_private', '=', false)
    .where('state', 'in', openStates)
    .where('state', '!=', 'triage')
    .where('id', '>', after)
    .orderBy('id')
    .executeTakeFirst()
  return row?.id ?? null
}

function drillFromRow(row: Row<'drills'>): Drill {
  return {
    incidentId: row.incident_id,
    script: storedScript.parse(row.script),
    begunAt: row.begun_at,
    begunBy: row.begun_by,
    factor: row.factor,
    stepsDone: row.steps_done,
    endedAt: row.ended_at,
    score: row.score === null ? null : storedScore.parse(row.score),
  }
}
