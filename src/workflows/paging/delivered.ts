import type { Deps } from '../../ports.ts'
import { loadPage, updatePage } from '../../store/paging/pages.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { pageFailed } from './failed.ts'
import { type Paged, tellPaged } from './paged.ts'

type MessageRow = Row<'messages'>

const pageIdOf = ({ key }: MessageRow): number => Number(/\/page\/(\d+)\//.exec(key)?.[1])

/** One of those who are paged has it, also where it was posted elsewhere in the end. */
export async function pageDelivered(trx: Trx, row: MessageRow): Promise<void> {
  if (row.purpose === 'page') await updatePage(trx, pageIdOf(row), ['intended', 'failed'], { state: 'sent' })
}

/** Slack will never take it. Where nobody else got this page either, it failed. */
export async function pageUndelivered(
  deps: Deps,
  trx: Trx,
  paged: Paged,
  row: MessageRow,
  because: string,
): Promise<void> {
  const page = row.purpose === 'page' ? await loadPage(trx, pageIdOf(row)) : null
  if (page?.state !== 'intended') return
  const others = await trx
    .selectFrom('messages')
    .select('id')
    .where('subject', '=', row.subject as Paged['subject'])
    .where((eb) => eb.fn<boolean>('starts_with', ['key', eb.val(`${paged.key}/page/${page.id}/`)]))
    .where('failed_because', 'is', null)
    .where('id', '<>', row.id)
    .execute()
  if (others.length === 0) return await pageFailed(deps, trx, paged, page, because)
  await tellPaged(deps, trx, paged, null, `could not page @${row.destination}: ${because}`)
}
