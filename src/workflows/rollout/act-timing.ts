import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { ActName, BaseAct } from '../../domain/deployment/rollout-state.ts'
import { baseOf, stageOf } from '../../domain/deployment/stages.ts'
import type { Deps } from '../../ports.ts'
import { targetOf } from '../deployment/target.ts'

const minute = 60_000

type Timing = { budgetMs: number; pollMs: number; settleMs: number }

/** How long each act may take, how often it is looked at, and how long it may stay invisible after it was sent. */
const timing = {
  plan: { budgetMs: 2 * minute, pollMs: 2000, settleMs: 0 },
  // Each look costs GitHub half a dozen requests, of 5,000 an hour.
  'retake-facts': { budgetMs: 60 * minute, pollMs: 15_000, settleMs: 0 },
  record: { budgetMs: 2 * minute, pollMs: 2000, settleMs: 2000 },
  'mark-started': { budgetMs: minute, pollMs: 2000, settleMs: 0 },
  build: { budgetMs: 15 * minute, pollMs: 2000, settleMs: 2000 },
  smoke: { budgetMs: 12_000, pollMs: 2000, settleMs: 0 },
  promote: { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  'enter-stage': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  // As with the watch, to which the stage's own duration is added; hours need fewer looks.
  'watch-stage': { budgetMs: 5 * minute, pollMs: 30_000, settleMs: 0 },
  'check-live': { budgetMs: 20_000, pollMs: 2000, settleMs: 0 },
  'run-workflow': { budgetMs: 30 * minute, pollMs: 2000, settleMs: 5000 },
  snapshot: { budgetMs: 5 * minute, pollMs: 2000, settleMs: 0 },
  bundle: { budgetMs: 10 * minute, pollMs: 2000, settleMs: 0 },
  activate: { budgetMs: 5 * minute, pollMs: 1000, settleMs: 0 },
  'call-functions': { budgetMs: 20_000, pollMs: 2000, settleMs: 0 },
  'restore-functions': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  // The watch's own duration is added to its budget.
  watch: { budgetMs: 5 * minute, pollMs: 5000, settleMs: 0 },
  'restore-frontend': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  'check-restored': { budgetMs: 30_000, pollMs: 2000, settleMs: 0 },
  'rerun-workflow': { budgetMs: 30 * minute, pollMs: 2000, settleMs: 5000 },
  // A kill switch is only offered: a place of flags that is away must not hold up the decision.
  'find-flags': { budgetMs: 10_000, pollMs: 2000, settleMs: 0 },
  stop: { budgetMs: minute, pollMs: 1000, settleMs: 0 },
  conclude: { budgetMs: 2 * minute, pollMs: 2000, settleMs: 0 },
} as const satisfies Record<BaseAct, Timing>

/** Acts that only look: what they saw last is the reason where they never saw better. */
export const isRead = new Set<ActName>([
  'plan',
  'retake-facts',
  'smoke',
  'check-live',
  'check-restored',
  'call-functions',
  'find-flags',
])

export const settleMs = (name: ActName): number => timing[baseOf(name)].settleMs

/** Milliseconds until an act that has not ended counts as failed. */
export function budgetMs(deps: Deps, deployment: Deployment, name: ActName): number {
  const { service } = targetOf(deps.config, deployment)
  if (name === 'build' && service.kind === 'vercel') return service.buildTimeout
  const watchMs = watchDuration(deps, deployment, name)
  if (watchMs !== null) return timing.watch.budgetMs + watchMs
  if ((name === 'run-workflow' || name === 'rerun-workflow') && service.kind === 'github-actions')
    return service.runTimeout
  return timing[baseOf(name)].budgetMs
}

/** A watch looks sixty times, but not more often than once a second, or more seldom than its table says. */
export function pollMs(deps: Deps, deployment: Deployment, name: ActName): number {
  const usual = timing[baseOf(name)].pollMs
  const watchMs = watchDuration(deps, deployment, name)
  return watchMs === null ? usual : Math.min(usual, Math.max(1000, watchMs / 60))
}

/** How long this act watches; null where it is no watch. */
function watchDuration(deps: Deps, deployment: Deployment, name: ActName): number | null {
  const { service } = targetOf(deps.config, deployment)
  if (name === 'watch') return service.kind === 'github-actions' ? null : (service.watch?.duration ?? null)
  if (baseOf(name) !== 'watch-stage' || !('plan' in deployment)) return null
  return deployment.plan?.stages[stageOf(name) ?? 0]?.for ?? null
}
