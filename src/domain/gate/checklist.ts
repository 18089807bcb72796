import type { Check, Facts } from '../deployment/release.ts'
import type { UserId } from '../people.ts'

export const machineFacts = ['reviewed', 'way-back', 'variables'] as const
type MachineFact = (typeof machineFacts)[number]

/** One line of an environment's checklist: a person ticks it, a check of GitHub's, or a fact that is looked up. */
export type ChecklistItem =
  | { item: string; by: 'person' }
  | { item: string; by: 'check'; check: string }
  | { item: string; by: MachineFact }

/** The same in a plan, with what was known when it was made. */
export type PlannedItem =
  | { item: string; by: 'person' }
  | { item: string; by: MachineFact | 'check'; state: ItemState; why: string }

type ItemState = 'passed' | 'failed' | 'pending'

export type Tick = { item: string; user: UserId; at: Date }

/** What the pull request of a commit says. `pull` is null for a commit that was pushed directly. */
export type Review = { pull: number | null; approvedBy: string[]; objectedBy: string[] }

/** Where each item stands. Where nothing undoes the release, there is no way back. */
export function judgeChecklist(
  checklist: readonly ChecklistItem[],
  facts: Facts,
  hasWayBack: boolean,
): PlannedItem[] {
  return checklist.map((item) => judgeItem(item, facts, hasWayBack))
}

function judgeItem(item: ChecklistItem, facts: Facts, hasWayBack: boolean): PlannedItem {
  switch (item.by) {
    case 'person':
      return item
    case 'check':
      return { item: item.item, by: 'check', ...judgeCheck(facts.checks, item.check) }
    case 'reviewed':
      return { ...item, ...judgeReview(facts.review) }
    case 'way-back':
      return { ...item, ...verdict(hasWayBack, 'it can be undone', 'nothing undoes this release') }
    case 'variables':
      return {
        ...item,
        ...verdict(
          (facts.variables?.missing ?? []).length === 0,
          'all that are required are there',
          `${facts.variables?.missing.join(', ')} missing`,
        ),
      }
  }
}

type Judged = { state: ItemState; why: string }

const verdict = (isPassed: boolean, passed: string, failed: string): Judged =>
  isPassed ? { state: 'passed', why: passed } : { state: 'failed', why: failed }

const checkWords = {
  passed: 'has passed',
  failed: 'has failed',
  pending: 'is not over yet',
} as const

function judgeCheck(checks: readonly Check[], name: string): Judged {
  const check = checks.find((one) => one.name === name)
  if (!check || check.state === 'missing')
    return { state: 'pending', why: `the check ${name} has not reported` }
  return { state: check.state, why: `the check ${name} ${checkWords[check.state]}` }
}

function judgeReview(review: Review | undefined): Judged {
  if (!review || review.pull === null)
    return { state: 'failed', why: 'not reviewed: the commit was pushed directly, without a pull request' }
  const pull = `pull request ${review.pull}`
  if (review.objectedBy.length > 0)
    return { state: 'failed', why: `${review.objectedBy.join(', ')} asked for changes in ${pull}` }
  return verdict(
    review.approvedBy.length > 0,
    `${review.approvedBy.join(', ')} approved ${pull}`,
    `not reviewed: nobody approved ${pull}`,
  )
}

/** The boxes that a person must still tick. */
export function openItems(checklist: readonly PlannedItem[], ticks: readonly Tick[]): string[] {
  const ticked = new Set(ticks.map(({ item }) => item))
  return personItems(checklist).filter((item) => !ticked.has(item))
}

/** The boxes for people, in their order. */
export const personItems = (checklist: readonly PlannedItem[]): string[] =>
  checklist.flatMap(({ item, by }) => (by === 'person' ? [item] : []))

/** The box that is meant by its number on the card or by enough of its words; null where none or several could be. */
export function itemMeant(checklist: readonly PlannedItem[], given: string): string | null {
  const wanted = given.trim().toLowerCase()
  const boxes = personItems(checklist)
  const same = boxes.find((item) => item.toLowerCase() === wanted)
  if (same !== undefined) return same
  const numbered = /^\d{1,2}$/.test(wanted) ? checklist[Number(wanted) - 1] : undefined
  if (numbered) return numbered.by === 'person' ? numbered.item : null
  const [only, ...others] = boxes.filter((item) => wanted !== '' && item.toLowerCase().includes(wanted))
  return only !== undefined && others.length === 0 ? only : null
}
