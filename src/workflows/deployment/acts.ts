import { addMilliseconds } from 'date-fns/addMilliseconds'
import { z } from 'zod'
import type { Deployment } from '../../domain/deployment.ts'
import type { ActName } from '../../domain/rollout.ts'
import { actNamed } from '../../domain/rollout.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { refreshCards } from '../refresh.ts'
import { planAct, retakeFactsAct } from './planning.ts'
import { checkLiveAct, smokeAct } from './probes.ts'
import { concludeAct, markStartedAct, recordInput } from './records.ts'
import { stopAct } from './stop.ts'
import { targetOf, vercelTargetOf, workflowTargetOf } from './target.ts'

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
  stop: { budgetMs: minute, pollMs: 1000, settleMs: 0 },
  conclude: { budgetMs: 2 * minute, pollMs: 2000, settleMs: 0 },
} as const satisfies Record<ActName, Timing>

const isRead = new Set<ActName>(['plan', 'retake-facts', 'smoke', 'check-live'])

/** Everything the engine needs to carry out one act of a deployment. */
export function plannedAct(deps: Deps, deployment: Deployment, name: ActName): PlannedAct {
  const { act, input } = describe(deps, deployment, name)
  const { pollMs, settleMs } = timing[name]
  return {
    subject: deploymentSubject(deployment.id),
    round: deployment.round,
    name,
    key: `${deps.installation}/deployment/${deployment.id}/${deployment.round}/${name}`,
    input,
    act,
    deadlineAt: addMilliseconds(deps.now(), budgetMs(deps, deployment, name)),
    settleMs,
    pollMs,
    isRepeatable: name === 'retake-facts',
    overdue: (progress) =>
      isRead.has(name) && progress ? `${capitalise(progress)}.` : overdueInWords(progress),
    afterwards: (trx: Trx) => refreshCards(deps, trx, deploymentSubject(deployment.id)),
  }
}

function budgetMs(deps: Deps, deployment: Deployment, name: ActName): number {
  const { service } = targetOf(deps.config, deployment)
  if (name === 'build' && service.kind === 'vercel') return service.buildTimeout
  if (name === 'run-workflow' && service.kind === 'github-actions') return service.runTimeout
  return timing[name].budgetMs
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

function commitOf(deps: Deps, deployment: Deployment) {
  if (!('plan' in deployment) || !deployment.plan)
    throw new Error(`Deployment ${deployment.id} has no plan to act on.`)
  const { ref, sha } = deployment.plan
  return { repository: targetOf(deps.config, deployment).service.repository, ref, sha }
}

/** A dispatched workflow runs on its branch's newest commit, so the approved one is named as an input. */
function runInput(deps: Deps, deployment: Deployment) {
  const { workflow, inputs } = workflowTargetOf(deps.config, deployment)
  const commit = commitOf(deps, deployment)
  return { ...commit, workflow, inputs: { ...inputs, sha: commit.sha } }
}

function liveInput(deps: Deps, deployment: Deployment) {
  const { place, url, service } = vercelTargetOf(deps.config, deployment)
  return {
    target: place,
    url,
    tests: service.smoke,
    buildId: buildOf(deployment).buildId,
    sha: commitOf(deps, deployment).sha,
  }
}

const buildOutcome = z.object({ buildId: z.string(), url: z.string() })

function buildOf(deployment: Deployment): z.infer<typeof buildOutcome> {
  const act = actNamed(deployment, 'build')
  return buildOutcome.parse(act?.state === 'done' ? act.outcome : undefined)
}

/** GitHub's id of the deployment record, or null where none could be made. */
function recordId(deployment: Deployment): number | null {
  const act = actNamed(deployment, 'record')
  return act?.state === 'done' ? z.object({ id: z.number() }).parse(act.outcome).id : null
}

const overdueInWords = (progress: string | null): string =>
  `It did not finish in time (last seen: ${progress ?? 'under way'}).`
const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
