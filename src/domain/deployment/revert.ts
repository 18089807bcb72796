import type { Deployment } from './deployment.ts'
import { shortSha } from './release.ts'
import { isLive } from './rollout-state.ts'

/** The commits that a deployment brought, or a sentence on why there are none to take back. */
export function revertibleRange(
  deployment: Deployment,
): { base: string; head: string } | { because: string } {
  const { id, purpose } = deployment
  if (purpose === 'rollback')
    return { because: `Deployment ${id} brought an earlier release back, and no commits.` }
  if (!('plan' in deployment) || !deployment.plan || !isLive(deployment))
    return { because: `Deployment ${id} did not go live.` }
  const { facts, sha: head } = deployment.plan
  const base = facts.live?.sha
  if (!base) return { because: `Nobody knows which commit was live before deployment ${id}.` }
  if (facts.direction === 'ahead') return { base, head }
  const range = `${shortSha(base)} and ${shortSha(head)}`
  return facts.direction === 'diverged'
    ? { because: `Deployment ${id} went from one branch to another: neither of ${range} holds the other.` }
    : {
        because: `Deployment ${id} brought no new commits: ${shortSha(head)} is not newer than ${shortSha(base)}.`,
      }
}

/** A release that did not stay: its commits are still in the code, and the next deployment would bring them back. */
export const isWorthReverting = (deployment: Deployment): boolean =>
  (deployment.state === 'rolled-back' || deployment.state === 'failed') &&
  'base' in revertibleRange(deployment)
