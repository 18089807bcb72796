import { max } from 'date-fns/max'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { PassedFreeze } from '../../domain/deployment/plan.ts'
import { UpstreamError } from '../../domain/errors.ts'
import {
  type FreezePolicy,
  type Frozen,
  freezeAgainst,
  freezes,
  spanAround,
} from '../../domain/gate/freeze.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'

type Wanted = Pick<Deployment, 'service' | 'environment' | 'purpose' | 'requestedBy'>

/** The freezes of the place that this person passes, each with its end where it is on at `at`. A rollback needs none. */
export async function passedFreezes(deps: Deps, wanted: Wanted, at: Date): Promise<PassedFreeze[]> {
  if (wanted.purpose === 'rollback') return []
  const here = deps.config.freezes.filter((policy) => freezes(policy, wanted))
  const passed = await Promise.all(
    here.map(async (policy) => ((await passes(deps, policy, wanted.requestedBy)) ? [policy] : [])),
  )
  return passed.flat().map((policy) => {
    const span = spanAround(policy, at)
    return { name: policy.name, until: span && span.from <= at ? span.to.toISOString() : null }
  })
}

/** Where Slack can't say who is in the group, the freeze holds. */
async function passes(deps: Deps, { except, exceptGroup }: FreezePolicy, user: UserId): Promise<boolean> {
  if (except.includes(user)) return true
  if (!exceptGroup) return false
  try {
    return (await deps.chat.groupMembers(exceptGroup)).includes(user)
  } catch (error) {
    if (error instanceof UpstreamError) return false
    throw error
  }
}

/** The freeze that holds at that time whoever passes only these. A rollback passes every freeze. */
export function freezeInTheWay(
  { config }: Pick<Deps, 'config'>,
  wanted: Wanted,
  passed: readonly PassedFreeze[],
  at: Date,
): Frozen | null {
  if (wanted.purpose === 'rollback') return null
  const names = passed.map(({ name }) => name)
  return freezeAgainst(config.freezes, wanted, names, at)
}

/** When it would start at the earliest. */
export const startOf = ({ startAt }: { startAt: Date | null }, now: Date): Date =>
  startAt ? max([startAt, now]) : now
