import type { Page, PageState } from '../../domain/paging/page.ts'
import type { Db, NewRow, Row, Subject, Trx } from '../tables.ts'
import { storedPageTarget, storedPeople } from './page-documents.ts'

/** Everything that was paged about one incident or alert, in order. */
export async function loadPages(db: Db | Trx, subject: Subject): Promise<Page[]> {
  const rows = await db.selectFrom('pages').selectAll().where('subject', '=', subject).orderBy('id').execute()
  return rows.map(pageFromRow)
}

export async function loadPage(db: Db | Trx, id: number): Promise<Page | null> {
  const row = await db.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? pageFromRow(row) : null
}

type NewPage = Pick<NewRow<'pages'>, 'round' | 'rule' | 'step' | 'place' | 'because' | 'by' | 'at'> & {
  subject: Subject
  target: Page['target']
}

/** A page on its way; null where that step of the rule was taken already. */
export async function insertPage(trx: Trx, { target, ...page }: NewPage): Promise<Page | null> {
  const row = await trx
    .insertInto('pages')
    .values({
      ...{ state: 'intended', people: null, acknowledged_by: null, failed_because: null, told: null },
      ...page,
      target: JSON.stringify(target),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'round', 'rule', 'step', 'place'])
        .where('rule', 'is not', null)
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  return row ? pageFromRow(row) : null
}

type PageChange = {
  state?: PageState
  people?: string[]
  acknowledgedBy?: string
  failedBecause?: string
  told?: Page['told']
}

/** Changes a page that is in one of these states; false where it is in none of them. */
export async function updatePage(
  trx: Trx,
  id: number,
  from: readonly PageState[],
  { people, acknowledgedBy, failedBecause, ...set }: PageChange,
): Promise<boolean> {
  const result = await trx
    .updateTable('pages')
    .set({
      ...set,
      ...(people ? { people: JSON.stringify(people) } : {}),
      ...(acknowledgedBy ? { acknowledged_by: acknowledgedBy } : {}),
      ...(failedBecause ? { failed_because: failedBecause } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Somebody takes care of it, so that nobody else needs to. */
export async function acknowledgePages(trx: Trx, subject: Subject, user: string): Promise<void> {
  await trx
    .updateTable('pages')
    .set({ state: 'acknowledged', acknowledged_by: user })
    .where('subject', '=', subject)
    .where('state', 'in', ['intended', 'sent'])
    .execute()
}

/** What they were about is over. */
export async function endPages(trx: Trx, subject: Subject): Promise<void> {
  await trx
    .updateTable('pages')
    .set({ state: 'ended' })
    .where('subject', '=', subject)
    .where('state', 'in', ['intended', 'sent', 'acknowledged'])
    .execute()
}

function pageFromRow(row: Row<'pages'>): Page {
  return {
    id: row.id,
    round: row.round,
    rule: row.rule,
    step: row.step,
    target: storedPageTarget.parse(row.target),
    because: row.because,
    by: row.by,
    state: row.state,
    at: row.at,
    people: row.people === null ? null : storedPeople.parse(row.people),
    acknowledgedBy: row.acknowledged_by,
    failedBecause: row.failed_because,
    told: row.told,
  }
}
