import type { Act } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { FunctionThen, ReturnTarget } from '../../domain/deployment/plan.ts'
import type { LiveFunction } from '../../domain/deployment/release.ts'
import { actNamed, isRefusedAtOnce } from '../../domain/deployment/rollout-state.ts'
import { baseOf, stageOf } from '../../domain/deployment/stages.ts'
import { listDeployments } from '../../store/deployment/deployments.ts'
import { storedActivation, storedBuild, storedRestore } from '../../store/documents.ts'
import type { Db } from '../../store/tables.ts'

type Place = { service: string; environment: string }

/** The release that a verified deployment put live: the one it built, or the one it brought back. */
export function releaseOf(deployment: Deployment): ReturnTarget | null {
  if (!('plan' in deployment) || !deployment.plan) return null
  const { id, plan } = deployment
  if (plan.purpose === 'rollback') return plan.returnsTo ? restored(deployment, plan.returnsTo) : null
  const activated = actNamed(deployment, 'activate')
  if (activated?.state === 'done') {
    const { functions } = storedActivation.parse(activated.outcome)
    return { deployment: id, sha: plan.sha, functions: functions.map((one) => ({ is: 'there', ...one })) }
  }
  const act = actNamed(deployment, 'build')
  const build = act?.state === 'done' ? storedBuild.parse(act.outcome) : undefined
  return { deployment: id, sha: plan.sha, buildId: build?.buildId }
}

/** What was brought back, as it was really left: what had to be built again need not have the bytes of then. */
function restored(deployment: Deployment, target: ReturnTarget): ReturnTarget {
  const act = actNamed(deployment, 'restore-functions')
  const { left } = storedRestore.parse(act?.state === 'done' ? act.outcome : {})
  const functions = target.functions?.map((one): FunctionThen => {
    const found = left?.find(({ slug }) => slug === one.slug)
    return found ? { is: 'there', ...found } : one
  })
  return { ...target, deployment: deployment.id, functions }
}

type Identified = { sha?: string | undefined; functions?: (FunctionThen | LiveFunction)[] | undefined }

/** Two releases are the same where they bring the same commit, or without one the same functions. */
export const identityOf = ({ sha, functions }: Identified): string =>
  sha ??
  JSON.stringify(
    functions
      ?.filter(({ version }) => version !== null)
      .map((one) => [one.slug, one.hash ?? one.version, 'verifyJwt' in one && one.verifyJwt])
      .sort(),
  )

const started = [
  'rolling-out',
  'watching',
  'paused',
  'verified',
  'failed',
  'rolling-back',
  'rolled-back',
  'cancelled',
] as const
const lookBack = 20

/** What our own deployments left live there, or null where that is not known. */
export async function leftLive(db: Db, place: Place): Promise<ReturnTarget | null> {
  const last = await lastToReachUsers(db, place)
  return last ? leftBy(last) : null
}

/** The same, but only where its last act on what is live ended well and no other is under way. */
export async function certainlyLeft(db: Db, place: Place): Promise<ReturnTarget | null> {
  const last = await lastToReachUsers(db, place)
  if (!last || last.state === 'rolling-out' || last.state === 'rolling-back') return null
  const act = last.acts.findLast(isReleasing)
  return act?.state === 'done' && !isHalfWay(last, act) ? leftBy(last) : null
}

async function lastToReachUsers(db: Db, place: Place): Promise<Deployment | undefined> {
  const newest = await listDeployments(db, { ...place, states: started, limit: lookBack })
  return newest.filter(reachedUsers).sort((a, b) => startOf(b) - startOf(a))[0]
}

function leftBy(last: Deployment): ReturnTarget | null {
  if (!('plan' in last) || !last.plan) return null
  if (last.state === 'rolled-back') return last.plan.returnsTo && restored(last, last.plan.returnsTo)
  const isUndone = last.acts.some(({ name }) => undoing.has(name))
  return isUndone && last.state !== 'verified' ? null : releaseOf(last)
}

const undoing = new Set<string>(['restore-frontend', 'rerun-workflow', 'restore-functions'])
const releasing = new Set<string>(['promote', 'enter-stage', 'activate', 'run-workflow', ...undoing])

const reachedUsers = ({ acts }: Deployment): boolean => acts.some(isReleasing)

const isReleasing = (act: Act): boolean => releasing.has(baseOf(act.name)) && !isRefusedAtOnce(act)

/** Between two stages the provider says that the release before is live. */
function isHalfWay(deployment: Deployment, { name }: Act): boolean {
  const stage = stageOf(name)
  const stages = 'plan' in deployment ? (deployment.plan?.stages.length ?? 0) : 0
  return stage !== null && stage < stages
}

/** When its first act on what is live was intended. */
const startOf = ({ acts }: Deployment): number => acts.find(isReleasing)?.intendedAt.getTime() ?? 0
