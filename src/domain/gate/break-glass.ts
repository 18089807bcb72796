import type { Facts } from '../deployment/release.ts'
import type { EnvironmentPolicy } from '../policy.ts'
import type { LockFacts, Refusal } from '../refusal.ts'
import { type PlannedItem, personItems } from './checklist.ts'
import { requiredChecks } from './checks.ts'

/** Locks and the like, which keep everybody else off a place. */
export type Barrier = Extract<Refusal, { refused: 'locked' | 'frozen' }>

/** What a break-glass deployment did without. */
export type Skipped =
  | { what: 'approvals'; count: number }
  | { what: 'checks'; are: 'red' | 'unfinished'; names: string[] }
  | { what: 'checklist'; items: string[] }
  | { what: 'lock'; lock: LockFacts }
  | { what: 'freeze'; name: string; until: string }

/** What a break-glass deployment goes past: people's words and other machines', but nothing that keeps the roll-out safe. */
const skippable = new Set<PlannedItem['by']>(['person', 'check', 'reviewed'])

export const isSkippable = ({ by }: PlannedItem): boolean => skippable.has(by)

/** Everything that would have held it back, for the card and for everybody who is told. */
export function skippedBy(
  barriers: readonly Barrier[],
  { approvals, checks: policy }: EnvironmentPolicy,
  facts: Facts,
  checklist: readonly PlannedItem[],
): Skipped[] {
  const required = requiredChecks(policy, facts.checks)
  const red = required.filter(({ state }) => state === 'failed').map(({ name }) => name)
  const unfinished = required.filter(({ state }) => state === 'pending' || state === 'missing')
  const unmet = checklist.filter((one) => isSkippable(one) && one.by !== 'person' && one.state !== 'passed')
  const items = [...personItems(checklist), ...unmet.map(({ item }) => item)]
  return [
    ...(approvals.required > 0 ? [{ what: 'approvals', count: approvals.required } as const] : []),
    ...(red.length > 0 ? [{ what: 'checks', are: 'red', names: red } as const] : []),
    ...(unfinished.length > 0
      ? [{ what: 'checks', are: 'unfinished', names: unfinished.map(({ name }) => name) } as const]
      : []),
    ...(items.length > 0 ? [{ what: 'checklist', items } as const] : []),
    ...barriers.map(
      (barrier): Skipped =>
        barrier.refused === 'locked'
          ? { what: 'lock', lock: barrier.lock }
          : { what: 'freeze', name: barrier.name, until: barrier.until },
    ),
  ]
}
