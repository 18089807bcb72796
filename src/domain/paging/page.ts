import type { Act } from '../act.ts'
import { retryOf } from '../act.ts'
import { earliest } from '../earliest.ts'
import type { ChannelId, GroupId, UserId } from '../people.ts'

/** Whom a page goes to. `channel` null is the incident's own; a pager is something outside Slack, by its configured name. */
export type PageTarget =
  | { to: 'on-call' }
  | { to: 'user'; user: UserId }
  | { to: 'group'; group: GroupId }
  | { to: 'channel'; channel: ChannelId | null }
  | { to: 'pager'; pager: string }

/**
 * `intended`: on its way. `failed`: nobody got it. `ended`: what it was about is over. One that somebody acknowledged is
 * `acknowledged`, whoever it went to.
 */
export type PageState = 'intended' | 'sent' | 'acknowledged' | 'failed' | 'ended'

/** What a pager was last told of it. */
export type PagerEvent = 'trigger' | 'acknowledge' | 'resolve'

export type Page = {
  id: number
  /** An incident is paged about anew each time it was reopened. */
  round: number
  /** The rule and its step; null where a person asked for it. */
  rule: string | null
  step: number
  target: PageTarget
  because: string
  by: UserId | null
  state: PageState
  at: Date
  /** Whom it went to in Slack, once that is known. */
  people: UserId[] | null
  acknowledgedBy: UserId | null
  failedBecause: string | null
  told: PagerEvent | null
}

/** What a pager is to be told about a page now; null where it knows all it needs to. */
export function owedToPager({ target, state, told }: Page): PagerEvent | null {
  if (target.to !== 'pager') return null
  if (state === 'intended') return 'trigger'
  if (told === null || told === 'resolve') return null
  if (state === 'ended') return 'resolve'
  return state === 'acknowledged' && told === 'trigger' ? 'acknowledge' : null
}

/** What is done outside Pilothouse for a page: finding out who is on call, or telling a pager. */
export type PageAct = { page: Page; does: 'find' | PagerEvent; name: string }

/** The act that is due for these pages, or when the next one is. Each is done once. */
export function nextPageAct(
  pages: readonly Page[],
  acts: readonly Act[],
  now: Date,
): PageAct | { until: Date | null } {
  const later: Date[] = []
  for (const owed of pages.flatMap((page) => owedFor(page, acts) ?? [])) {
    const act = acts.find(({ name }) => name === owed.name)
    if (act && act.state !== 'intended') continue
    const retry = act && retryOf({ retryAt: act.retryAt, intendedAt: act.intendedAt }, now)
    if (!retry) return owed
    later.push(retry)
  }
  return { until: earliest(later) }
}

function owedFor(page: Page, acts: readonly Act[]): PageAct | null {
  const name = `page:${page.id}`
  if (page.target.to === 'on-call')
    return page.state === 'intended' && page.people === null ? { page, does: 'find', name } : null
  // What had begun is finished: the pager may ring, and is told of the end only once that is known.
  const hasBegun = acts.some((act) => act.name === name && act.state === 'intended')
  const event = hasBegun && page.told === null ? 'trigger' : owedToPager(page)
  if (event === null) return null
  return { page, does: event, name: event === 'trigger' ? name : `page-${event}:${page.id}` }
}

/** What is paged for. A fact comes with an alert. */
export const pageFacts = ['outage', 'errors', 'security', 'migration', 'cost'] as const
export type PageFact = (typeof pageFacts)[number]

/** Percent of calls that fail; more than this is told as `errors`. */
export const tooManyErrors = 5

export const factWords = {
  outage: 'there is an outage',
  errors: 'more than 5% of calls fail',
  security: 'it is about security',
  migration: 'a migration failed',
  cost: 'costs are near the budget, or beyond it',
} as const satisfies Record<PageFact, string>

/** What somebody is paged about, as they may read it: a private incident's title is null. */
export type PagedAbout = {
  kind: 'incident' | 'alert'
  id: number
  title: string | null
  severity: string | null
  isDrill: boolean
  /** Where the work goes on. */
  channel: ChannelId | null
  isOver: boolean
}

/** "@U…" or "the user group @S…", in Pilothouse's own sentences. */
export function targetInWords(target: PageTarget): string {
  switch (target.to) {
    case 'on-call':
      return 'who is on call'
    case 'user':
      return `@${target.user}`
    case 'group':
      return `the user group @${target.group}`
    case 'channel':
      return target.channel === null ? 'everybody in its channel' : `the channel ${target.channel}`
    case 'pager':
      return target.pager
  }
}
