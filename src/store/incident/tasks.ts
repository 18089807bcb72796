import type { Updateable } from 'kysely'
import type { Task } from '../../domain/incident/task.ts'
import type { Db, NewRow, Row, Tables, Trx } from '../tables.ts'

/** Everything that was ever to be done for an incident, oldest first. */
export async function loadTasks(db: Db | Trx, incidentId: number): Promise<Task[]> {
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return rows.map(taskFromRow)
}

/** Null where there is no such task. */
export async function loadTask(db: Db | Trx, id: number): Promise<Task | null> {
  const row = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? taskFromRow(row) : null
}

/** A new task, still open; returns its number. */
export async function insertTask(
  trx: Trx,
  task: Pick<
    NewRow<'tasks'>,
    'incident_id' | 'kind' | 'text' | 'owner' | 'due_on' | 'created_by' | 'created_at'
  >,
): Promise<number> {
  const nothingYet = { done_by: null, done_at: null, issue_number: null, issue_url: null, reminded_on: null }
  const { id } = await trx
    .insertInto('tasks')
    .values({ ...task, ...nothingYet, state: 'open' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes a task; throws where it is not in the state that the caller, who holds the incident's lock, saw. */
export async function updateTask(
  trx: Trx,
  { id, state }: Pick<Task, 'id' | 'state'>,
  set: Omit<Updateable<Tables['tasks']>, 'id' | 'incident_id' | 'kind'>,
): Promise<void> {
  const result = await trx
    .updateTable('tasks')
    .set(set)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new Error(`Task ${id} changed while its incident was locked.`)
}

export const taskFromRow = (row: Row<'tasks'>): Task => ({
  id: row.id,
  incidentId: row.incident_id,
  kind: row.kind,
  text: row.text,
  owner: row.owner,
  dueOn: row.due_on,
  state: row.state,
  createdBy: row.created_by,
  createdAt: row.created_at,
  doneBy: row.done_by,
  doneAt: row.done_at,
  issue:
    row.issue_number === null || row.issue_url === null
      ? null
      : { number: row.issue_number, url: row.issue_url },
  remindedOn: row.reminded_on,
  revision: row.revision,
})
