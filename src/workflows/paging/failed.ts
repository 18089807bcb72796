import type { Page } from '../../domain/paging/page.ts'
import { targetInWords } from '../../domain/paging/page.ts'
import type { Deps } from '../../ports.ts'
import { updatePage } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'
import { type Paged, tellPaged } from './paged.ts'

/** Nobody got it: the channel is told, and the next step is taken at once. */
export async function pageFailed(
  deps: Deps,
  trx: Trx,
  paged: Paged,
  page: Page,
  because: string,
): Promise<void> {
  const isFailed = await updatePage(trx, page.id, ['intended', 'sent'], {
    state: 'failed',
    failedBecause: because,
  })
  if (!isFailed) return
  await order(deps, trx, {
    key: `${paged.key}/page-failed/${page.id}`,
    destination: paged.channel,
    subject: paged.subject,
    post: { purpose: 'page-failed', pageId: page.id },
    at: deps.now(),
  })
  await tellPaged(deps, trx, paged, null, `could not page ${targetInWords(page.target)}: ${because}`)
}
