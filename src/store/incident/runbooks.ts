import type { RunbookTick } from '../../domain/incident/runbook.ts'
import type { Db, NewRow, Row, Trx } from '../tables.ts'

export type RunbookFile = { name: string; url: string; markdown: string }

/** Puts the team's runbooks as just read in the place of those read before. */
export async function saveRunbookFiles(trx: Trx, files: readonly RunbookFile[], at: Date): Promise<void> {
  await trx.deleteFrom('runbook_files').execute()
  for (const file of files)
    await trx
      .insertInto('runbook_files')
      .values({ ...file, read_at: at })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
}

/** The team's runbooks as last read, by name. */
export async function loadRunbookFiles(db: Db | Trx): Promise<(RunbookFile & { readAt: Date })[]> {
  const rows = await db.selectFrom('runbook_files').selectAll().orderBy('name').execute()
  return rows.map(({ read_at: readAt, ...file }) => ({ ...file, readAt }))
}

/** Begins a runbook in an incident; null where it was begun there before. */
export async function insertRunbook(
  trx: Trx,
  runbook: Omit<NewRow<'runbooks'>, 'id'>,
): Promise<number | null> {
  const row = await trx
    .insertInto('runbooks')
    .values(runbook)
    .onConflict((conflict) => conflict.columns(['incident_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

type StoredRunbook = Row<'runbooks'> & { ticks: RunbookTick[] }

/** Null where there is no such runbook. */
export async function loadRunbook(db: Db | Trx, id: number): Promise<StoredRunbook | null> {
  const row = await db.selectFrom('runbooks').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { ...row, ticks: await loadTicks(db, id) } : null
}

/** The runbooks that were begun in an incident, oldest first. */
export async function loadRunbooks(db: Db | Trx, incidentId: number): Promise<StoredRunbook[]> {
  const rows = await db
    .selectFrom('runbooks')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return await Promise.all(rows.map(async (row) => ({ ...row, ticks: await loadTicks(db, row.id) })))
}

async function loadTicks(db: Db | Trx, id: number): Promise<RunbookTick[]> {
  const rows = await db
    .selectFrom('runbook_ticks')
    .select(['step', 'user_id as user', 'at'])
    .where('runbook_id', '=', id)
    .orderBy('step')
    .execute()
  return rows
}

/** Ticks a step; false where it is ticked already. */
export async function tickStep(
  trx: Trx,
  runbookId: number,
  { step, user, at }: RunbookTick,
): Promise<boolean> {
  const rows = await trx
    .insertInto('runbook_ticks')
    .values({ runbook_id: runbookId, step, user_id: user, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .execute()
  return rows.length > 0
}

/** Takes a tick back; false where there is none. */
export async function untickStep(trx: Trx, runbookId: number, step: number): Promise<boolean> {
  const rows = await trx
    .deleteFrom('runbook_ticks')
    .where('runbook_id', '=', runbookId)
    .where('step', '=', step)
    .returning('step')
    .execute()
  return rows.length > 0
}
