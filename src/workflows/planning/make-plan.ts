import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { DeploymentPlan } from '../../domain/deployment/plan.ts'
import { planDeployment } from '../../domain/deployment/plan.ts'
import type { Facts } from '../../domain/deployment/release.ts'
import type { Barrier } from '../../domain/gate/break-glass.ts'
import type { Frozen } from '../../domain/gate/freeze.ts'
import { lockFacts } from '../../domain/gate/lock.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Deps } from '../../ports.ts'
import { findUndecided } from '../../store/deployment/deployments.ts'
import { targetOf } from '../deployment/target.ts'
import { bytesLost } from '../functions/way-back.ts'
import { freezeInTheWay, passedFreezes, startOf } from '../gate/freezes.ts'
import { lockInTheWay } from '../gate/lock.ts'
import { approversNow, slackIdOf, takeFacts } from './facts.ts'
import { takeVariables } from './variables.ts'

/** What is planned: a deployment that was asked for, or one that somebody only thinks of. */
export type Wanted = Pick<
  Deployment,
  | 'service'
  | 'environment'
  | 'ref'
  | 'purpose'
  | 'returnsTo'
  | 'requestedBy'
  | 'startAt'
  | 'isBreakGlass'
  | 'shortenedBy'
>

/** The whole plan as it is now, or what stands in its way. Only reads. Throws `UpstreamError`. */
export async function makePlan(deps: Deps, wanted: Wanted): Promise<DeploymentPlan | Refusal> {
  return (await obstacleTo(deps, wanted)) ?? (await planFromFacts(deps, wanted))
}

/** What keeps this place from being deployed to now, whatever the commit. */
export async function obstacleTo(deps: Deps, wanted: Wanted): Promise<Refusal | null> {
  const [barrier] = wanted.isBreakGlass ? [] : await barriersTo(deps, wanted)
  if (barrier) return barrier
  const undecided = wanted.purpose === 'rollback' ? await findUndecided(deps.db, wanted) : null
  return undecided === null ? null : { refused: 'still-undecided', id: undecided }
}

/** What keeps everybody off but a rollback, and a break-glass release: locks and freezes. */
async function barriersTo(deps: Deps, wanted: Wanted): Promise<Barrier[]> {
  const start = startOf(wanted, deps.now())
  const lock = await lockInTheWay({ db: deps.db, now: () => start }, wanted)
  const frozen = freezeInTheWay(deps, wanted, await passedFreezes(deps, wanted, start), start)
  return [
    ...(lock ? [{ refused: 'locked', lock: lockFacts(lock) } as const] : []),
    ...(frozen ? [frozenRefusal(wanted, frozen)] : []),
  ]
}

const frozenRefusal = ({ service, environment, ref }: Wanted, { name, until }: Frozen): Barrier => ({
  ...{ refused: 'frozen', service, environment, ref, name },
  until: until.toISOString(),
})

/** The plan that the facts of this moment lead to. Throws `UpstreamError`. */
export async function planFromFacts(deps: Deps, wanted: Wanted): Promise<DeploymentPlan | Refusal> {
  const facts = await takeFacts(deps, targetOf(deps.config, wanted), wanted.ref)
  return isRefusal(facts) ? facts : await decide(deps, wanted, facts)
}

/** What these facts lead to. Throws `UpstreamError`. */
export async function decide(deps: Deps, wanted: Wanted, facts: Facts): Promise<DeploymentPlan | Refusal> {
  const target = targetOf(deps.config, wanted)
  const [members, passed, gate] = await Promise.all([
    approversNow(deps, target.environment),
    passedFreezes(deps, wanted, startOf(wanted, deps.now())),
    wanted.purpose === 'release' ? takeGateFacts(deps, target, facts.sha) : {},
  ])
  const request = {
    ...target,
    members,
    passedFreezes: passed,
    requestedBy: wanted.requestedBy,
    returnsTo: wanted.returnsTo ?? undefined,
    barriers: wanted.isBreakGlass ? await barriersTo(deps, wanted) : undefined,
    isShortened: Boolean(wanted.shortenedBy),
    slackIdOf: (commit: Parameters<typeof slackIdOf>[1]) => slackIdOf(deps.config, commit),
  }
  return planDeployment(request, { ...facts, ...gate, bytesLost: await bytesLost(deps, wanted, facts) })
}

/** What only a release must have in order. */
async function takeGateFacts(deps: Deps, target: ReturnType<typeof targetOf>, sha: string) {
  const isReviewAsked = target.environment.checklist.some(({ by }) => by === 'reviewed')
  const [variables, review] = await Promise.all([
    takeVariables(deps, target),
    isReviewAsked ? deps.codeHost.review(target.service.repository, sha) : undefined,
  ])
  return { variables, review }
}
