import type { Deps } from '../../ports.ts'
import { loadAlert } from '../../store/paging/alerts.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { pageUndelivered } from '../paging/delivered.ts'
import { pagedAlert } from '../paging/paged.ts'

/** Slack will never take a message about an alert; the audit has it, and somebody else is paged. */
export async function alertMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const alert = await loadAlert(trx, Number(row.subject.split(':')[1]))
  if (alert) await pageUndelivered(deps, trx, pagedAlert(deps, alert), row, because)
}
