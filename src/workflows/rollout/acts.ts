import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { ActName, BaseAct } from '../../domain/deployment/rollout-state.ts'
import { actNamed } from '../../domain/deployment/rollout-state.ts'
import { baseOf, stageOf, type stageSteps } from '../../domain/deployment/stages.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { targetOf, vercelTargetOf } from '../deployment/target.ts'
import { findFlagsAct } from '../flags/find-flags.ts'
import { activateAct } from '../functions/activate.ts'
import { bundleAct } from '../functions/bundle.ts'
import { callFunctionsAct } from '../functions/call-functions.ts'
import { restoreFunctionsAct } from '../functions/restore-functions.ts'
import { snapshotAct } from '../functions/snapshot.ts'
import { watchFunctionsAct } from '../functions/watch-functions.ts'
import { planAct, retakeFactsAct } from '../planning/plan-acts.ts'
import { refreshCards } from '../refresh.ts'
import { restoreFrontendAct } from '../rollback/restore-frontend.ts'
import { budgetMs, isRead, pollMs, settleMs } from './act-timing.ts'
import { passingProtection } from './bypass.ts'
import {
  activateInput,
  buildOf,
  commitOf,
  liveInput,
  recordId,
  rerunInput,
  restoredInput,
  restoreInput,
  returnTargetOf,
  runInput,
  watchFunctionsInput,
  watchInput,
} from './inputs.ts'
import { checkLiveAct, smokeAct } from './probes.ts'
import { concludeAct, markStartedAct, recordInput } from './records.ts'
import { runWorkflowAct } from './run-workflow.ts'
import { enterStageAct, stageInput } from './stages.ts'
import { stopAct } from './stop.ts'
import { watchFrontendAct } from './watch-frontend.ts'
import { watchStageAct, watchStageInput } from './watch-stage.ts'

/** Everything the engine needs to carry out one act of a deployment. */
export function plannedAct(deps: Deps, deployment: Deployment, name: ActName): PlannedAct {
  const { act, input } = describeSafely(deps, deployment, name)
  return {
    subject: deploymentSubject(deployment.id),
    round: deployment.round,
    name,
    key: `${deps.installation}/deployment/${deployment.id}/${deployment.round}/${name}`,
    input,
    act,
    deadlineAt: addMilliseconds(deps.now(), budgetMs(deps, deployment, name)),
    settleMs: settleMs(name),
    pollMs: pollMs(deps, deployment, name),
    isRepeatable: name === 'retake-facts',
    overdue: (progress) =>
      isRead.has(name) && progress ? `${capitalise(progress)}.` : overdueInWords(progress),
    afterwards: (trx: Trx) => refreshCards(deps, trx, deploymentSubject(deployment.id)),
  }
}

type Described = { act: OutsideAct<object, unknown>; input: object }
type Drafted = { act: OutsideAct<object, unknown>; input: () => object }

/** Ties an act's input to its own type, so that each row of the table below is checked by itself. */
function drafted<Input extends object, Outcome>(
  act: OutsideAct<Input, Outcome>,
  input: () => Input,
): Drafted {
  return { act: act as OutsideAct<object, unknown>, input }
}

/**
 * An act that has begun goes on with the input that was stored with it. One that pilothouse.yml no longer describes
 * ends with that as its reason, so that a deployment which met a new configuration comes to an end.
 */
function describeSafely(deps: Deps, deployment: Deployment, name: ActName): Described {
  try {
    const { act, input } = describe(deps, deployment, name)
    return { act, input: actNamed(deployment, name) ? {} : input() }
  } catch (error) {
    return { act: impossibleAct(deps, deployment, name, error), input: {} }
  }
}

/** A watch that can't be held proves nothing against the release: a person is asked. */
function impossibleAct(
  deps: Deps,
  { id }: Deployment,
  name: ActName,
  error: unknown,
): OutsideAct<object, unknown> {
  const why = error instanceof Error ? error.message : String(error)
  deps.log.warn({ err: error, deployment: id, act: name }, 'An act fits the configuration no longer')
  const reason = `It can't be done as planned, for example because pilothouse.yml changed: ${why}`
  const look = async () =>
    ['watch', 'watch-stage'].includes(baseOf(name))
      ? ({ seen: 'done', outcome: { is: 'inconclusive', because: [reason], comparisons: [] } } as const)
      : ({ seen: 'failed', reason } as const)
  return { perform: look, observe: look }
}

function describe(deps: Deps, deployment: Deployment, name: ActName): Drafted {
  const record = () => recordInput(deps, deployment)
  const recorded = () => ({ ...record(), recordId: recordId(deployment) })
  const vercel = () => vercelTargetOf(deps.config, deployment)
  const passing = () => passingProtection(deps, deployment)
  const byName: Record<BaseAct, () => Drafted> = {
    plan: () => drafted(planAct(deps, deployment), () => ({})),
    'retake-facts': () => drafted(retakeFactsAct(deps, deployment), () => ({})),
    record: () => drafted(deps.codeHost.recordDeployment, record),
    'mark-started': () => drafted(markStartedAct(deps), recorded),
    build: () =>
      drafted(deps.frontendHost.build, () => ({ ...vercel().place, ...commitOf(deps, deployment) })),
    smoke: () =>
      drafted(smokeAct(passing()), () => ({ url: buildOf(deployment).url, tests: vercel().service.smoke })),
    promote: () =>
      drafted(deps.frontendHost.promote, () => ({ ...vercel().place, buildId: buildOf(deployment).buildId })),
    ...describeStageActs(deps, deployment, stageOf(name) ?? 0),
    'check-live': () => drafted(checkLiveAct(passing()), () => liveInput(deps, deployment)),
    'run-workflow': () => drafted(runWorkflowAct(deps, deployment), () => runInput(deps, deployment)),
    watch: () => describeWatch(deps, deployment),
    ...describeFunctionActs(deps, deployment),
    'restore-frontend': () => drafted(restoreFrontendAct(deps), () => restoreInput(deps, deployment)),
    'check-restored': () => drafted(checkLiveAct(passing()), () => restoredInput(deps, deployment)),
    'rerun-workflow': () => drafted(runWorkflowAct(deps, deployment), () => rerunInput(deps, deployment)),
    'find-flags': () => drafted(findFlagsAct(deps, deployment), () => ({})),
    stop: () => drafted(stopRunningAct(deps, deployment), () => ({})),
    conclude: () => drafted(concludeAct(deps, deployment), recorded),
  }
  return byName[baseOf(name)]()
}

const stopRunningAct = (deps: Deps, deployment: Deployment) =>
  stopAct(deps, deployment, (running, { key, remote }) => {
    const { act, input } = describe(deps, deployment, running)
    return act.observe(key, input(), remote)
  })

type FunctionAct = 'snapshot' | 'bundle' | 'activate' | 'call-functions' | 'restore-functions'

const describeFunctionActs = (deps: Deps, deployment: Deployment): Record<FunctionAct, () => Drafted> => ({
  snapshot: () => drafted(snapshotAct(deps, deployment), () => ({})),
  bundle: () => drafted(bundleAct(deps, deployment, commitOf(deps, deployment).sha), () => ({})),
  activate: () => drafted(activateAct(deps, deployment), () => activateInput(deps, deployment)),
  'call-functions': () => drafted(callFunctionsAct(deps, deployment), () => ({})),
  'restore-functions': () =>
    drafted(restoreFunctionsAct(deps, deployment, returnTargetOf(deployment)), () => ({})),
})

const describeStageActs = (
  deps: Deps,
  deployment: Deployment,
  stage: number,
): Record<(typeof stageSteps)[number], () => Drafted> => ({
  'enter-stage': () => drafted(enterStageAct(deps), () => stageInput(deps, deployment, stage)),
  'watch-stage': () =>
    drafted(watchStageAct(passingProtection(deps, deployment), deployment), () =>
      watchStageInput(deps, deployment, stage),
    ),
})

function describeWatch(deps: Deps, deployment: Deployment): Drafted {
  const isFunctions = targetOf(deps.config, deployment).service.kind === 'supabase-functions'
  return isFunctions
    ? drafted(watchFunctionsAct(deps, deployment), () => watchFunctionsInput(deps, deployment))
    : drafted(watchFrontendAct(passingProtection(deps, deployment), deployment), () =>
        watchInput(deps, deployment),
      )
}

const overdueInWords = (progress: string | null): string =>
  `It did not finish in time (last seen: ${progress ?? 'under way'}).`
const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
