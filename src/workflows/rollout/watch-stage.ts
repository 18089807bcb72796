import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Sighting } from '../../domain/act.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import { judge, type Verdict, type WatchPolicy } from '../../domain/deployment/verdict.ts'
import type { SmokeTest } from '../../domain/policy.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { addSamples, sampledTraffic } from '../../store/deployment/samples.ts'
import { vercelTargetOf } from '../deployment/target.ts'
import { probeOne } from './probes.ts'
import { type StageInput, stageInput } from './stages.ts'
import { smokeOrFrontPage } from './watch-frontend.ts'
import { repeated, watchSighting } from './watch-sighting.ts'

type WatchStageInput = {
  url: string
  tests: SmokeTest[]
  policy: WatchPolicy
  until: string
  entered: StageInput
}

/** The times stay with it over every restart, as with `watchInput`. */
export function watchStageInput(deps: Deps, deployment: Deployment, stage: number): WatchStageInput {
  const { url, service } = vercelTargetOf(deps.config, deployment)
  const entered = stageInput(deps, deployment, stage)
  const duration = 'plan' in deployment ? deployment.plan?.stages[stage]?.for : undefined
  if (!service.watch || duration === undefined) throw new Error(`${service.name} has no watch of this stage.`)
  const until = addMilliseconds(deps.now(), duration).toISOString()
  return { url, tests: service.smoke, policy: service.watch, until, entered }
}

/**
 * Calls the new build and the one before it side by side, as visitors of the live address who are given the one or the
 * other, until the stage's time is over. What somebody does to the rolling release in Vercel ends it.
 */
export function watchStageAct(deps: Deps, deployment: Deployment): OutsideAct<WatchStageInput, Verdict> {
  const { id } = deployment
  return {
    perform: async () => ({ seen: 'pending', progress: 'no calls so far' }),
    observe: async (key, input) => {
      const standing = await deps.frontendHost.enterStage.observe(key, input.entered, null)
      if (standing.seen === 'failed') return lost(standing.reason)
      const act = `watch-stage:${input.entered.stage}`
      await Promise.all(sides.map((side) => takeSamples(deps, { id, act }, input, side)))
      const isOver = deps.now() >= new Date(input.until)
      const verdict = judge(await comparisons(deps, { id, act }), input.policy, isOver)
      const seen = watchSighting(verdict, isOver)
      return { ...seen, progress: `${seen.progress}${takenOn(input.entered, standing)}` }
    },
  }
}

/** How a visitor asks for one of two builds: https://vercel.com/docs/rolling-releases. */
const sides = [
  { of: 'new', asks: 'vcrrForceCanary=true' },
  { of: 'old', asks: 'vcrrForceStable=true' },
] as const
type Side = (typeof sides)[number]
type Watched = { id: number; act: string }

const nameOf = (act: string, of: Side['of']): string => (of === 'new' ? act : `${act}/old`)

async function takeSamples(
  deps: Deps,
  { id, act }: Watched,
  { url, tests }: WatchStageInput,
  { of, asks }: Side,
): Promise<void> {
  const samples = await Promise.all(
    repeated(smokeOrFrontPage(tests)).map(async (test) => {
      const path = `${test.path}${test.path.includes('?') ? '&' : '?'}${asks}`
      const { trouble, latencyMs } = await probeOne(deps, url, { ...test, path })
      return { what: test.path, isError: trouble !== null, latencyMs }
    }),
  )
  await addSamples(deps.db, { deploymentId: id, act: nameOf(act, of), at: deps.now() }, samples)
}

async function comparisons({ db }: Deps, { id, act }: Watched) {
  const before = await sampledTraffic(db, id, nameOf(act, 'old'))
  const seen = await sampledTraffic(db, id, act)
  return [...seen].map(([what, after]) => ({ what, before: before.get(what) ?? null, after }))
}

function lost(reason: string): Sighting<Verdict> {
  return { seen: 'done', outcome: { is: 'fail', because: [reason], comparisons: [] } }
}

/** Somebody may have taken it on by hand, which changes nothing in what is judged. */
function takenOn({ stage, stages }: StageInput, standing: Sighting<{ stage: number }>): string {
  const reached = standing.seen === 'done' ? standing.outcome.stage : stage
  return reached > stage ? `, and somebody took it on to ${stages[reached]}% in Vercel` : ''
}
