import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Deployment } from '../../domain/deployment.ts'
import type { ActName } from '../../domain/rollout.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { refreshCards } from '../refresh.ts'
import {
  buildOf,
  commitOf,
  liveInput,
  recordId,
  rerunInput,
  restoredInput,
  restoreInput,
  runInput,
  watchInput,
} from './inputs.ts'
import { planAct, retakeFactsAct } from './planning.ts'
import { checkLiveAct, smokeAct } from './probes.ts'
import { concludeAct, markStartedAct, recordInput } from './records.ts'
import { restoreFrontendAct } from './restore-frontend.ts'
import { stopAct } from './stop.ts'
import { targetOf, vercelTargetOf } from './target.ts'
import { watchFrontendAct } from './watch-frontend.ts'

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
  'check-live': { budgetMs: 20_000, pollMs: 2000, settleMs: 0 },
  'run-workflow': { budgetMs: 30 * minute, pollMs: 2000, settleMs: 5000 },
  // The watch's own duration is added to its budget.
  watch: { budgetMs: 5 * minute, pollMs: 5000, settleMs: 0 },
  'restore-frontend': { budgetMs: 10 * minute, pollMs: 1000, settleMs: 0 },
  'check-restored': { budgetMs: 30_000, pollMs: 2000, settleMs: 0 },
  'rerun-workflow': { budgetMs: 30 * minute, pollMs: 2000, settleMs: 5000 },
  stop: { budgetMs: minute, pollMs: 1000, settleMs: 0 },
  conclude: { budgetMs: 2 * minute, pollMs: 2000, settleMs: 0 },
} as const satisfies Record<ActName, Timing>

const isRead = new Set<ActName>(['plan', 'retake-facts', 'smoke', 'check-live', 'check-restored'])

/** Everything the engine needs to carry out one act of a deployment. */
export function plannedAct(deps: Deps, deployment: Deployment, name: ActName): PlannedAct {
  const { act, input } = describe(deps, deployment, name)
  const { settleMs } = timing[name]
  return {
    subject: deploymentSubject(deployment.id),
    round: deployment.round,
    name,
    key: `${deps.installation}/deployment/${deployment.id}/${deployment.round}/${name}`,
    input,
    act,
    deadlineAt: addMilliseconds(deps.now(), budgetMs(deps, deployment, name)),
    settleMs,
    pollMs: pollMs(deps, deployment, name),
    isRepeatable: name === 'retake-facts',
    overdue: (progress) =>
      isRead.has(name) && progress ? `${capitalise(progress)}.` : overdueInWords(progress),
    afterwards: (trx: Trx) => refreshCards(deps, trx, deploymentSubject(deployment.id)),
  }
}

function budgetMs(deps: Deps, deployment: Deployment, name: ActName): number {
  const { service } = targetOf(deps.config, deployment)
  if (name === 'build' && service.kind === 'vercel') return service.buildTimeout
  if (name === 'watch' && service.kind === 'vercel')
    return timing.watch.budgetMs + (service.watch?.duration ?? 0)
  if ((name === 'run-workflow' || name === 'rerun-workflow') && service.kind === 'github-actions')
    return service.runTimeout
  return timing[name].budgetMs
}

/** A watch looks sixty times, but not more often than once a second or more seldom than every five. */
function pollMs(deps: Deps, deployment: Deployment, name: ActName): number {
  const { service } = targetOf(deps.config, deployment)
  if (name !== 'watch' || service.kind !== 'vercel' || !service.watch) return timing[name].pollMs
  return Math.min(timing.watch.pollMs, Math.max(1000, service.watch.duration / 60))
}

type Described = { act: OutsideAct<object, unknown>; input: object }

/** Ties an act's input to its own type, so that each row of the table below is checked by itself. */
function described<Input extends object, Outcome>(act: OutsideAct<Input, Outcome>, input: Input): Described {
  return { act: act as OutsideAct<object, unknown>, input }
}

function describe(deps: Deps, deployment: Deployment, name: ActName): Described {
  const byName: Record<ActName, () => Described> = {
    plan: () => described(planAct(deps, deployment), {}),
    'retake-facts': () => described(retakeFactsAct(deps, deployment), {}),
    record: () => described(deps.codeHost.recordDeployment, recordInput(deps, deployment)),
    'mark-started': () =>
      described(markStartedAct(deps), { ...recordInput(deps, deployment), recordId: recordId(deployment) }),
    build: () =>
      described(deps.frontendHost.build, {
        ...vercelTargetOf(deps.config, deployment).place,
        ...commitOf(deps, deployment),
      }),
    smoke: () =>
      described(smokeAct(deps), {
        url: buildOf(deployment).url,
        tests: vercelTargetOf(deps.config, deployment).service.smoke,
      }),
    promote: () =>
      described(deps.frontendHost.promote, {
        ...vercelTargetOf(deps.config, deployment).place,
        buildId: buildOf(deployment).buildId,
      }),
    'check-live': () => described(checkLiveAct(deps), liveInput(deps, deployment)),
    'run-workflow': () => described(deps.codeHost.runWorkflow, runInput(deps, deployment)),
    watch: () => described(watchFrontendAct(deps, deployment), watchInput(deps, deployment)),
    'restore-frontend': () => described(restoreFrontendAct(deps), restoreInput(deps, deployment)),
    'check-restored': () => described(checkLiveAct(deps), restoredInput(deps, deployment)),
    'rerun-workflow': () => described(deps.codeHost.runWorkflow, rerunInput(deps, deployment)),
    stop: () =>
      described(
        stopAct(deps, deployment, (running, { key, remote }) => {
          const { act, input } = describe(deps, deployment, running)
          return act.observe(key, input, remote)
        }),
        {},
      ),
    conclude: () =>
      described(concludeAct(deps, deployment), {
        ...recordInput(deps, deployment),
        recordId: recordId(deployment),
      }),
  }
  return byName[name]()
}

const overdueInWords = (progress: string | null): string =>
  `It did not finish in time (last seen: ${progress ?? 'under way'}).`
const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
