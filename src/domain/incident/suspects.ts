import { differenceInMinutes } from 'date-fns/differenceInMinutes'
import type { Deployment } from '../deployment/deployment.ts'
import { isEnded } from '../deployment/deployment.ts'
import { broughtSha } from '../deployment/plan.ts'
import { actNamed } from '../deployment/rollout-state.ts'
import type { Operation } from '../operation/operation.ts'
import type { Incident } from './incident.ts'
import { isOpen } from './incident.ts'
import type { IncidentPolicy } from './incident-policy.ts'

/** Something that was done to production and may be why it hurts. */
export type Change =
  | {
      is: 'deployment'
      id: number
      at: Date
      service: string
      environment: string
      sha: string | null
      state: Deployment['state']
      purpose: Deployment['purpose']
      isBreakGlass: boolean
      /** What is known of it since it went live; null where nobody looked. */
      verdict: 'pass' | 'fail' | 'inconclusive' | null
      /** Nothing went live there since. */
      isLatest: boolean
    }
  | {
      is: 'operation'
      id: number
      at: Date
      service: string | null
      operation: Operation
      isLatest: boolean
    }

/** `score` is from 0 to 100, or below where it can hardly be the cause; `why` is what speaks for and against it. */
export type Suspect = { change: Change; score: number; why: string[] }

/** What an incident is looked at with. `beganAt` is told, noticed, or the declaration where nobody said. */
export type Scene = { beganAt: Date; affects: readonly string[]; windowMs: number }

type Clue = { points: number; why: string }

/** What may have caused an incident, most suspicious first. What changed only other services is left out. */
export function rankSuspects(changes: readonly Change[], scene: Scene): Suspect[] {
  const { affects } = scene
  return changes
    .filter(({ service }) => affects.length === 0 || service === null || affects.includes(service))
    .map((change) => judge(change, scene))
    .sort((a, b) => b.score - a.score || b.change.at.getTime() - a.change.at.getTime())
}

function judge(change: Change, scene: Scene): Suspect {
  const clues = [
    nearness(change.at, scene),
    ...(change.service !== null && scene.affects.includes(change.service)
      ? [{ points: 20, why: `it is ${change.service}, which is affected` }]
      : []),
    ...(change.is === 'deployment' ? ofDeployment(change) : []),
  ]
  const score = clues.reduce((sum, { points }) => sum + points, 0)
  return { change, score: Math.min(100, Math.round(score)), why: clues.map(({ why }) => why) }
}

/** The shorter before, the more suspicious; what came after can only have made it worse. */
function nearness(at: Date, { beganAt, windowMs }: Scene): Clue {
  const minutes = differenceInMinutes(beganAt, at)
  if (at > beganAt) return { points: -30, why: `it came ${inMinutes(-minutes)} after it began` }
  const share = Math.max(0, 1 - (beganAt.getTime() - at.getTime()) / windowMs)
  return { points: 50 * share, why: `it came ${inMinutes(minutes)} before it began` }
}

function inMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  return `${Math.floor(minutes / 60)} hours`
}

const verdictClues = {
  fail: { points: 40, why: 'its watch failed' },
  inconclusive: { points: 20, why: 'its watch could not tell whether it is well' },
  pass: { points: -5, why: 'its watch passed' },
} as const

function ofDeployment(change: Change & { is: 'deployment' }): Clue[] {
  const { verdict, state, purpose, isBreakGlass } = change
  return [
    verdict ? verdictClues[verdict] : { points: 5, why: 'nobody watched it' },
    ...(isBreakGlass ? [{ points: 15, why: 'it went past the gate (break-glass)' }] : []),
    ...(state === 'failed' ? [{ points: 25, why: 'it did not end well' }] : []),
    ...(state === 'rolled-back' ? [{ points: -40, why: 'it was rolled back since' }] : []),
    ...(purpose === 'rollback' ? [{ points: -20, why: 'it brought an earlier release back' }] : []),
  ]
}

const liveActs = ['promote', 'activate', 'run-workflow', 'enter-stage:0'] as const
const undoActs = ['restore-frontend', 'restore-functions', 'rerun-workflow'] as const

/** What deployments did, the newest of each place marked; those that never reached anybody did nothing. */
export function changesOf(deployments: readonly Deployment[]): (Change & { is: 'deployment' })[] {
  const changes = deployments.flatMap((deployment) => {
    const at = wentLiveAt(deployment)
    return at ? [changeOf(deployment, at)] : []
  })
  return changes.map((change) => ({
    ...change,
    isLatest: !changes.some((other) => isSamePlace(other, change) && other.at > change.at),
  }))
}

const isSamePlace = (a: Place, b: Place): boolean =>
  a.service === b.service && a.environment === b.environment
type Place = { service: string; environment: string }

function wentLiveAt(deployment: Deployment): Date | null {
  const names = deployment.purpose === 'rollback' ? undoActs : liveActs
  const times = names.flatMap((name) => {
    const act = actNamed(deployment, name)
    return act?.state === 'done' ? [act.finishedAt.getTime()] : []
  })
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

function changeOf(deployment: Deployment, at: Date): Change & { is: 'deployment' } {
  const { id, service, environment, state, purpose, isBreakGlass } = deployment
  const plan = 'plan' in deployment ? deployment.plan : null
  const watch = actNamed(deployment, 'watch')
  const passed = state === 'verified' && watch?.state === 'done' ? 'pass' : null
  const verdict = 'trouble' in deployment ? deployment.trouble.is : passed
  const sha = plan ? broughtSha(plan) : null
  const what = { is: 'deployment', id, at, service, environment, sha: sha ?? null } as const
  return { ...what, state, purpose, isBreakGlass, verdict, isLatest: true }
}

/** What somebody may take back with a click: the newest release of its place, which is settled. */
export const canRollBack = (change: Change): boolean =>
  change.is === 'deployment' && change.isLatest && change.state === 'verified' && change.purpose === 'release'

/**
 * True while its commander's word is enough for a rollback. Never for a drill, or before somebody has confirmed that it is
 * an incident: either can be had for the asking.
 */
export const shortensApproval = (
  incident: Incident,
  { shortenedApproval }: Pick<IncidentPolicy, 'shortenedApproval'>,
): boolean =>
  isOpen(incident) &&
  incident.state !== 'triage' &&
  !incident.isDrill &&
  shortenedApproval.includes(incident.severity)

/** What is live and still watched or waits for a decision: it is taken back by itself, without a rollback. */
export const isUnsettled = (change: Change): boolean =>
  change.is === 'deployment' &&
  (change.state === 'paused' || (change.state === 'watching' && change.isLatest))

/** How a rollback stands that was begun after an incident was declared. */
export type Cure = Place & { id: number; is: 'waits' | 'under-way' | 'worked' | 'failed'; at: Date }

const waiting: Deployment['state'][] = ['planned', 'awaiting-approval', 'queued']

/** How a rollback that was asked for in an incident is getting on. */
export function cureOf({ id, service, environment, state, since }: Deployment): Cure {
  const is = waiting.includes(state) ? 'waits' : isEnded(state) ? 'failed' : 'under-way'
  return { id, service, environment, is: state === 'verified' ? 'worked' : is, at: since }
}
