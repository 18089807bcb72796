import { addMilliseconds } from 'date-fns/addMilliseconds'
import { z } from 'zod'
import type { Page, PageAct, PagerEvent } from '../../domain/paging/page.ts'
import { targetInWords } from '../../domain/paging/page.ts'
import type { Deps, OutsideAct, PagerMessage } from '../../ports.ts'
import { loadAct } from '../../store/acts.ts'
import { updatePage } from '../../store/paging/pages.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { refreshCards } from '../refresh.ts'
import { pageFailed } from './failed.ts'
import { onCall } from './on-call.ts'
import { type Paged, tellPaged } from './paged.ts'
import { pagePeople } from './send.ts'

/** Whoever can't be reached in this time is given up, and the next step is taken. */
const pageBudgetMs = 2 * 60_000
/** Nobody waits for a pager to be told of the end. */
const otherBudgetMs = 6 * 60 * 60_000

/** Everything the engine needs for one act of paging, whatever it is about. */
export function plannedPageAct(deps: Deps, paged: Paged, owed: PageAct): PlannedAct {
  const { name, does, page } = owed
  const key = `${deps.installation}/${paged.key}/${name}`
  const isPage = does === 'find' || does === 'trigger'
  return {
    ...(does === 'find' ? findPeople(deps) : tellPager(deps, paged, page, does)),
    subject: paged.subject,
    round: 1,
    name,
    key,
    deadlineAt: addMilliseconds(deps.now(), isPage ? pageBudgetMs : otherBudgetMs),
    settleMs: 0,
    pollMs: 2000,
    isRepeatable: false,
    overdue: (progress) => `It did not work in time (last seen: ${progress ?? 'under way'}).`,
    afterwards: (trx) => afterAct(deps, trx, paged, owed, key),
  }
}

type Act = { act: OutsideAct<object, unknown>; input: object }

const found = z.object({ users: z.array(z.string()) })

function findPeople(deps: Deps): Act {
  const find = async () => {
    const outcome = { users: await onCall(deps, deps.now()) }
    return { seen: 'done', outcome } as const
  }
  return { act: { perform: find, observe: find }, input: {} }
}

function tellPager(deps: Deps, { about, key, channel }: Paged, page: Page, event: PagerEvent): Act {
  const what = about.kind === 'incident' ? 'Incident' : 'Alert'
  const level = about.severity ? ` (${about.severity.toUpperCase()})` : ''
  const input: PagerMessage = {
    pager: page.target.to === 'pager' ? page.target.pager : '',
    event,
    subject: `${deps.installation}/${key}`,
    summary: `${what} ${about.id}${level}: ${about.title ?? 'private, its title is shown in Slack only'}`,
    severity: about.severity,
    because: page.because,
    at: page.at.toISOString(),
    // https://docs.slack.dev/interactivity/deep-linking
    link: `https://slack.com/app_redirect?channel=${about.channel ?? channel}`,
  }
  return { act: deps.pager as OutsideAct<object, unknown>, input }
}

async function afterAct(deps: Deps, trx: Trx, paged: Paged, owed: PageAct, key: string): Promise<void> {
  const row = await loadAct(trx, key)
  if (row.state === 'intended') return
  if (row.state === 'failed') return await afterFailure(deps, trx, paged, owed, row)
  const { page, does } = owed
  if (does === 'find') return await afterFinding(deps, trx, paged, page, found.parse(row.outcome).users)
  // It may have been acknowledged or ended meanwhile, which the pager is told next.
  await updatePage(trx, page.id, ['intended'], { state: 'sent' })
  await updatePage(trx, page.id, ['intended', 'sent', 'acknowledged', 'failed', 'ended'], { told: does })
  await refreshCards(deps, trx, paged.subject)
}

async function afterFailure(
  deps: Deps,
  trx: Trx,
  paged: Paged,
  { page, does }: PageAct,
  row: Row<'acts'>,
): Promise<void> {
  const because = row.reason ?? 'No reason was recorded.'
  if (does === 'find' || does === 'trigger') await pageFailed(deps, trx, paged, page, because)
  else await tellPaged(deps, trx, paged, null, `could not tell ${targetInWords(page.target)}: ${because}`)
}

async function afterFinding(deps: Deps, trx: Trx, paged: Paged, page: Page, users: string[]): Promise<void> {
  if (users.length === 0) return await pageFailed(deps, trx, paged, page, 'Nobody is on call.')
  const others = users.filter((user) => page.rule === null || user !== paged.declaredBy)
  if (others.length === 0) return await sparePage(deps, trx, paged, page, users)
  if (!(await pagePeople(deps, trx, paged, page, others))) return
  await tellPaged(deps, trx, paged, null, `paged ${mentions(others)} (on call): ${page.because}`)
}

/** Whoever declared it holds the telephone in their hand. Where they don't say that they take care of it, the next are paged. */
async function sparePage(deps: Deps, trx: Trx, paged: Paged, page: Page, people: string[]): Promise<void> {
  if (await updatePage(trx, page.id, ['intended'], { people, state: 'sent' }))
    await tellPaged(deps, trx, paged, null, `did not page ${mentions(people)} (on call), who declared it`)
}

const mentions = (users: readonly string[]): string => users.map((user) => `@${user}`).join(', ')
