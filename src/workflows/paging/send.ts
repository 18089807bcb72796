import type { Page, PageTarget } from '../../domain/paging/page.ts'
import { targetInWords } from '../../domain/paging/page.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { addMembers } from '../../store/incident/incident-members.ts'
import { insertPage, updatePage } from '../../store/paging/pages.ts'
import type { Trx } from '../../store/tables.ts'
import { order } from '../refresh.ts'
import { type Paged, tellPaged } from './paged.ts'

type ToSend = { rule: string | null; step: number; targets: readonly PageTarget[]; because: string }

/**
 * Pages everybody of one step. Slack's part is ordered at once; who is on call is looked up, and pagers are told, by acts
 * of their own.
 */
export async function sendPages(
  deps: Deps,
  trx: Trx,
  paged: Paged,
  { rule, step, targets, because }: ToSend,
  by: Invoker | null = null,
): Promise<void> {
  const told: string[] = []
  for (const [place, target] of targets.entries()) {
    const new_ = { ...{ rule, step, place, target, because }, by: by?.user ?? null, at: deps.now() }
    const page = await insertPage(trx, { subject: paged.subject, round: paged.round, ...new_ })
    if (!page) continue
    if (target.to === 'pager' && paged.about.isDrill) await leaveOut(trx, page)
    await orderInSlack(deps, trx, paged, page)
    if (target.to !== 'on-call') told.push(wordsFor(paged, target))
  }
  if (told.length > 0) await tellPaged(deps, trx, paged, by, `paged ${told.join(', ')}: ${because}`)
}

const wordsFor = ({ about }: Paged, target: PageTarget): string =>
  target.to === 'pager' && about.isDrill
    ? `(if this were no drill) ${targetInWords(target)}`
    : targetInWords(target)

/** A drill goes to nobody outside Slack. */
async function leaveOut(trx: Trx, page: Page): Promise<void> {
  await updatePage(trx, page.id, ['intended'], { state: 'ended' })
}

async function orderInSlack(deps: Deps, trx: Trx, paged: Paged, page: Page): Promise<void> {
  switch (page.target.to) {
    case 'user':
      await pagePeople(deps, trx, paged, page, [page.target.user])
      return
    case 'group':
      return await orderPage(deps, trx, paged, page, paged.channel)
    case 'channel':
      return await orderPage(deps, trx, paged, page, page.target.channel ?? paged.channel)
    case 'on-call':
    case 'pager':
      return
  }
}

/** Each in private; false where somebody acknowledged it meanwhile. */
export async function pagePeople(
  deps: Deps,
  trx: Trx,
  paged: Paged,
  page: Page,
  people: UserId[],
): Promise<boolean> {
  const isWanted = await updatePage(trx, page.id, ['intended'], { people })
  if (!isWanted) return false
  if (paged.about.kind === 'incident')
    await addMembers(trx, paged.about.id, people, { isAsked: true, at: deps.now() })
  for (const user of people) await orderPage(deps, trx, paged, page, user)
  return true
}

async function orderPage(
  deps: Deps,
  trx: Trx,
  { key, subject }: Paged,
  { id }: Page,
  destination: string,
): Promise<void> {
  const post = { purpose: 'page', pageId: id } as const
  await order(deps, trx, {
    key: `${key}/page/${id}/${destination}`,
    destination,
    subject,
    post,
    at: deps.now(),
  })
}
