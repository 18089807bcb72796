import type { Message } from '../../domain/message.ts'
import type { PagedAbout } from '../../domain/paging/page.ts'
import type { Deps } from '../../ports.ts'
import { loadPage } from '../../store/paging/pages.ts'

type PagePost = { purpose: 'page' | 'page-failed'; pageId: number }

/** A page as it stands now. */
export async function composePage(
  deps: Deps,
  about: PagedAbout,
  { purpose, pageId }: PagePost,
): Promise<Message> {
  const page = await loadPage(deps.db, pageId)
  if (!page) throw new Error(`Page ${pageId} of a message does not exist.`)
  return { purpose, page, about }
}
