import { addMilliseconds } from 'date-fns/addMilliseconds'
import { z } from 'zod'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { ReturnTarget } from '../../domain/deployment/plan.ts'
import { actNamed, isStaged } from '../../domain/deployment/rollout-state.ts'
import type { Deps } from '../../ports.ts'
import { storedActivation, storedBuild, storedBundles } from '../../store/documents.ts'
import { functionsTargetOf, targetOf, vercelTargetOf, workflowTargetOf } from '../deployment/target.ts'

/** The commit that its plan brings. Throws where there is no plan. */
export function commitOf(deps: Deps, deployment: Deployment) {
  if (!('plan' in deployment) || !deployment.plan)
    throw new Error(`Deployment ${deployment.id} has no plan to act on.`)
  const { ref, sha } = deployment.plan
  return { repository: targetOf(deps.config, deployment).service.repository, ref, sha }
}

/** A dispatched workflow runs on its branch's newest commit, so the approved one is named as an input. */
export function runInput(deps: Deps, deployment: Deployment) {
  const { workflow, inputs } = workflowTargetOf(deps.config, deployment)
  const commit = commitOf(deps, deployment)
  return {
    ...commit,
    ref: branchOf(deps, deployment, commit),
    workflow,
    inputs: { ...inputs, sha: commit.sha },
  }
}

/** Workflows are dispatched on a branch or tag; where a commit was named, on the branch that is deployed usually. */
function branchOf(deps: Deps, deployment: Deployment, { ref, sha }: { ref: string; sha: string }): string {
  const isCommit = /^[0-9a-f]{7,40}$/i.test(ref) && sha.startsWith(ref.toLowerCase())
  return isCommit ? targetOf(deps.config, deployment).environment.ref : ref
}

/** What the live address must show once the new build has it. */
export function liveInput(deps: Deps, deployment: Deployment) {
  const { place, url, service } = vercelTargetOf(deps.config, deployment)
  return {
    target: place,
    url,
    tests: service.smoke,
    buildId: buildOf(deployment).buildId,
    sha: commitOf(deps, deployment).sha,
  }
}

/** What the build act left. Throws where it has not ended well. */
export function buildOf(deployment: Deployment): z.infer<typeof storedBuild> {
  const act = actNamed(deployment, 'build')
  return storedBuild.parse(act?.state === 'done' ? act.outcome : undefined)
}

/** GitHub's id of the deployment record, or null where none could be made. */
export function recordId(deployment: Deployment): number | null {
  const act = actNamed(deployment, 'record')
  return act?.state === 'done' ? z.object({ id: z.number() }).parse(act.outcome).id : null
}

/** What a rollback, or the undoing of a release, brings back. */
export function returnTargetOf(deployment: Deployment): ReturnTarget {
  const target = 'plan' in deployment ? deployment.plan?.returnsTo : null
  if (!target) throw new Error(`Deployment ${deployment.id} has nothing to return to.`)
  return target
}

/** Which build the domain goes back to. Throws where nobody knows it. */
export function restoreInput(deps: Deps, deployment: Deployment) {
  const { buildId, sha } = returnTargetOf(deployment)
  if (!buildId) throw new Error(`Deployment ${deployment.id} does not know the build of ${sha}.`)
  const because = `Pilothouse deployment ${deployment.id}`
  const { place } = vercelTargetOf(deps.config, deployment)
  // Absent where everybody gets a new build at once.
  const canary = isStaged(deployment) ? buildOf(deployment).buildId : undefined
  return { ...place, buildId, because, canary }
}

/** What the live address must show once the earlier build has it again. */
export function restoredInput(deps: Deps, deployment: Deployment) {
  const { place, url, service } = vercelTargetOf(deps.config, deployment)
  const { buildId } = restoreInput(deps, deployment)
  return { target: place, url, tests: service.smoke, buildId, sha: returnTargetOf(deployment).sha ?? '' }
}

/** The workflow is dispatched again with the commit to return to. */
export function rerunInput(deps: Deps, deployment: Deployment) {
  const run = runInput(deps, deployment)
  const { sha } = returnTargetOf(deployment)
  if (!sha) throw new Error(`Deployment ${deployment.id} does not know the commit to return to.`)
  return { ...run, sha, inputs: { ...run.inputs, sha } }
}

/** The watch begins when its intent is stored, and the times stay with it over every restart. */
export function watchInput(deps: Deps, deployment: Deployment) {
  const { url, service } = vercelTargetOf(deps.config, deployment)
  if (!service.watch) throw new Error(`${service.name} has no watch.`)
  const until = addMilliseconds(deps.now(), service.watch.duration).toISOString()
  return { url, tests: service.smoke, policy: service.watch, until }
}

/** The bundles as the provider gave them. */
export function activateInput(deps: Deps, deployment: Deployment) {
  const { project } = functionsTargetOf(deps.config, deployment)
  const bundled = actNamed(deployment, 'bundle')
  const { functions } = storedBundles.parse(bundled?.state === 'done' ? bundled.outcome : undefined)
  return { project, functions, sha: commitOf(deps, deployment).sha }
}

/** As `watchInput`, for the functions whose bundles changed. */
export function watchFunctionsInput(deps: Deps, deployment: Deployment) {
  const { service } = functionsTargetOf(deps.config, deployment)
  if (!service.watch) throw new Error(`${service.name} has no watch.`)
  const activated = actNamed(deployment, 'activate')
  const { functions: after } = storedActivation.parse(
    activated?.state === 'done' ? activated.outcome : undefined,
  )
  const from = deps.now()
  const until = addMilliseconds(from, service.watch.duration).toISOString()
  const before = returnTargetOf(deployment).functions ?? []
  // What did not change needs no verdict.
  const changed = after.filter(
    ({ slug, hash }) => hash === null || before.find((one) => one.slug === slug)?.hash !== hash,
  )
  const judged = changed.length > 0 ? changed : after
  return { policy: service.watch, from: from.toISOString(), until, before, after: judged }
}
