import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Deployment } from '../../domain/deployment.ts'
import type { ActName } from '../../domain/rollout.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { deploymentSubject } from '../../store/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { activateAct } from '../functions/activate.ts'
import { bundleAct } from '../functions/bundle.ts'
import { callFunctionsAct } from '../functions/call-functions.ts'
import { restoreFunctionsAct } from '../functions/restore-functions.ts'
import { snapshotAct } from '../functions/snapshot.ts'
import { watchFunctionsAct } from '../functions/watch-functions.ts'
import { refreshCards } from '../refresh.ts'
import { budgetMs, isRead, pollMs, settleMs } from './act-timing.ts'
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
import { planAct, retakeFactsAct } from './planning.ts'
import { checkLiveAct, smokeAct } from './probes.ts'
import { concludeAct, markStartedAct, recordInput } from './records.ts'
import { restoreFrontendAct } from './restore-frontend.ts'
import { stopAct } from './stop.ts'
import { targetOf, vercelTargetOf } from './target.ts'
import { watchFrontendAct } from './watch-frontend.ts'

/** Everything the engine needs to carry out one act of a deployment. */
export function plannedAct(deps: Deps, deployment: Deployment, name: ActName): PlannedAct {
  const { act, input } = describe(deps, deployment, name)
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
    watch: () => describeWatch(deps, deployment),
    ...describeFunctionActs(deps, deployment),
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

type FunctionAct = 'snapshot' | 'bundle' | 'activate' | 'call-functions' | 'restore-functions'

const describeFunctionActs = (deps: Deps, deployment: Deployment): Record<FunctionAct, () => Described> => ({
  snapshot: () => described(snapshotAct(deps, deployment), {}),
  bundle: () => described(bundleAct(deps, deployment, commitOf(deps, deployment).sha), {}),
  activate: () => described(activateAct(deps, deployment), activateInput(deps, deployment)),
  'call-functions': () => described(callFunctionsAct(deps, deployment), {}),
  'restore-functions': () => described(restoreFunctionsAct(deps, deployment, returnTargetOf(deployment)), {}),
})

function describeWatch(deps: Deps, deployment: Deployment): Described {
  const isFunctions = targetOf(deps.config, deployment).service.kind === 'supabase-functions'
  return isFunctions
    ? described(watchFunctionsAct(deps, deployment), watchFunctionsInput(deps, deployment))
    : described(watchFrontendAct(deps, deployment), watchInput(deps, deployment))
}

const overdueInWords = (progress: string | null): string =>
  `It did not finish in time (last seen: ${progress ?? 'under way'}).`
const capitalise = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
