import { createHash } from 'node:crypto'
import { personItems } from '../gate/checklist.ts'
import type { DeploymentPlan } from './plan.ts'
import type { Facts } from './release.ts'

/** Says in words which bound facts differ between two plans; empty where an approval of one holds for the other. */
export function changedFacts(before: DeploymentPlan, after: DeploymentPlan): string[] {
  if (before.hash === after.hash) return []
  const changes: string[] = []
  if (before.sha !== after.sha)
    changes.push(`${after.ref} now points to ${after.sha.slice(0, 7)}, not ${before.sha.slice(0, 7)}`)
  if (before.facts.live?.sha !== after.facts.live?.sha) {
    changes.push(`${after.environment} now runs ${after.facts.live?.sha?.slice(0, 7) ?? 'an unknown commit'}`)
  } else if (
    JSON.stringify(liveIdentity(before.facts.live)) !== JSON.stringify(liveIdentity(after.facts.live))
  )
    changes.push(`${after.environment} runs something else now than when this was planned`)
  const lost = after.facts.bytesLost?.filter((slug) => !before.facts.bytesLost?.includes(slug)) ?? []
  if (lost.length > 0) changes.push(`the bytes of ${lost.join(', ')} are kept no longer`)
  if (before.approvalsNeeded !== after.approvalsNeeded)
    changes.push(`${after.approvalsNeeded} approvals are needed now`)
  if (JSON.stringify(before.stages) !== JSON.stringify(after.stages))
    changes.push('its stages are others now')
  if (personItems(before.checklist).join('\n') !== personItems(after.checklist).join('\n'))
    changes.push('its checklist has other boxes now')
  return changes.length > 0 ? changes : ['the list of commits is different']
}

/** Only what an approver relies on is bound: a check going from pending to green does not void an approval. */
export function hashPlan(plan: Omit<DeploymentPlan, 'hash'>): string {
  const { service, environment, sha, approvalsNeeded, steps, stages, undo, facts } = plan
  const boxes = personItems(plan.checklist)
  const bound = {
    service,
    environment,
    sha,
    approvalsNeeded,
    steps,
    // Plans without stages and boxes keep the hash that an earlier version gave them.
    ...(stages.length > 0 ? { stages } : {}),
    ...(boxes.length > 0 ? { boxes } : {}),
    live: liveIdentity(facts.live),
    undo,
    commits: facts.commits.map((commit) => commit.sha),
    ...(facts.bytesLost?.length ? { bytesLost: facts.bytesLost } : {}),
  }
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex').slice(0, 16)
}

/** What exactly is live: the commit, the build and the bytes that an undoing would bring back. */
const liveIdentity = (live: Facts['live']) =>
  live && [
    live.sha ?? null,
    live.buildId ?? null,
    live.functions?.map(({ slug, hash }) => [slug, hash]) ?? null,
  ]
