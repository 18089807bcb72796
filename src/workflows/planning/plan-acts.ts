import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../domain/deployment/plan.ts'
import { changedFacts } from '../../domain/deployment/plan-hash.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import { awaitedChecks } from '../../domain/gate/checks.ts'
import { waitingForChecks } from '../../domain/gate/wait.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { targetOf } from '../deployment/target.ts'
import { takeFacts } from './facts.ts'
import { decide, makePlan } from './make-plan.ts'

export type Planned = { plan: DeploymentPlan } | { refusal: Refusal }

/** Takes the facts and decides. Only reads the outside world, so it may simply be done again. */
export function planAct(deps: Deps, deployment: Deployment): OutsideAct<object, Planned> {
  return read<Planned>(async () => {
    const plan = await makePlan(deps, deployment)
    return { seen: 'done', outcome: isRefusal(plan) ? { refusal: plan } : { plan } }
  })
}

/** Takes the facts again before a rollout: approvals hold only for what was approved. */
export function retakeFactsAct(
  deps: Deps,
  deployment: Deployment,
): OutsideAct<object, { changed: string[] }> {
  return read<{ changed: string[] }>(async () => {
    if (!('plan' in deployment) || !deployment.plan)
      throw new Error(`Deployment ${deployment.id} has no plan.`)
    const { plan } = deployment
    const target = targetOf(deps.config, deployment)
    const gone =
      deployment.purpose === 'rollback' ? null : await goneFromRef(deps, target.service.repository, plan)
    if (gone) return { seen: 'done', outcome: { changed: [gone] } }
    const facts = await takeFacts(deps, target, plan.sha)
    if (isRefusal(facts))
      return { seen: 'failed', reason: `${shortSha(plan.sha)} is no longer in ${target.service.repository}.` }
    const after = await decide(deps, deployment, { ...facts, ref: plan.ref })
    if (isRefusal(after)) {
      return after.refused === 'already-live'
        ? { seen: 'done', outcome: { changed: [`${after.environment} runs ${shortSha(after.sha)} already`] } }
        : { seen: 'failed', reason: whyNoLonger(after) }
    }
    const awaited =
      plan.purpose === 'release' && !plan.skipped
        ? awaitedChecks(target.environment.checks, after.facts.checks)
        : null
    if (awaited !== null) return { seen: 'pending', progress: `${waitingForChecks}${awaited}` }
    const pending = after.checklist.flatMap((one) =>
      one.by !== 'person' && one.state === 'pending' && !plan.skipped ? [`${one.why} (“${one.item}”)`] : [],
    )
    if (pending.length > 0)
      return { seen: 'pending', progress: `${waitingForChecks}the checklist: ${pending.join(', ')}` }
    return { seen: 'done', outcome: { changed: changedFacts(plan, after) } }
  })
}

/** Says so where a force-push has taken the approved commit off its branch. New commits on top change nothing. */
async function goneFromRef(deps: Deps, repository: string, plan: DeploymentPlan): Promise<string | null> {
  const head = await deps.codeHost.resolve(repository, plan.ref)
  if (!head) return `${plan.ref} no longer exists in ${repository}`
  if (head.sha === plan.sha) return null
  const { direction } = await deps.codeHost.compare(repository, plan.sha, head.sha)
  if (direction === 'ahead' || direction === 'identical') return null
  return `${plan.ref} was force-pushed to ${shortSha(head.sha)}, and ${shortSha(plan.sha)} is no longer on it`
}

/** What the plan was made on and no longer holds, in words. */
function whyNoLonger(refusal: Refusal): string {
  switch (refusal.refused) {
    case 'checks-failed':
      return `${refusal.checks.join(', ')} turned red on ${shortSha(refusal.sha)}.`
    case 'checklist-failed':
      return refusal.items
        .map(({ item, why }) => `“${item}” of the checklist no longer holds: ${why}.`)
        .join(' ')
    case 'variables-missing':
      return `${refusal.names.join(', ')} ${refusal.names.length === 1 ? 'is' : 'are'} no longer set for ${refusal.service} on ${refusal.environment}.`
    default:
      return `It can't be deployed any more (${refusal.refused}).`
  }
}

function read<Outcome>(
  look: () => ReturnType<OutsideAct<object, Outcome>['perform']>,
): OutsideAct<object, Outcome> {
  return { perform: look, observe: look }
}
