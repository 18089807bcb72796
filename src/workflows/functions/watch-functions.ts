import { subHours } from 'date-fns/subHours'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Traffic, Verdict, WatchPolicy } from '../../domain/deployment/verdict.ts'
import { judge } from '../../domain/deployment/verdict.ts'
import type { Deps, FunctionTraffic, OutsideAct } from '../../ports.ts'
import { functionsTargetOf } from '../deployment/target.ts'
import { repeated, watchSighting } from '../rollout/watch-sighting.ts'
import { callOnce } from './call-functions.ts'

type Version = { slug: string; version: number | null }
export type WatchFunctionsInput = {
  policy: WatchPolicy
  from: string
  until: string
  before: Version[]
  after: Version[]
}

/**
 * Judges the new versions by Supabase's own log against the versions before them, in the hour before. The smoke calls
 * go on meanwhile, since a function that nobody calls proves nothing.
 */
export function watchFunctionsAct(
  deps: Deps,
  deployment: Deployment,
): OutsideAct<WatchFunctionsInput, Verdict> {
  return {
    perform: async (_key, { until }) => ({ seen: 'pending', progress: `watching until ${until}` }),
    observe: async (_key, input) => {
      const { service, project } = functionsTargetOf(deps.config, deployment)
      await Promise.all(repeated(service.smoke).map((test) => callOnce(deps, project, test)))
      const isOver = deps.now() >= new Date(input.until)
      const verdict = judge(await comparisons(deps, project, input), input.policy, isOver)
      return watchSighting(verdict, isOver)
    },
  }
}

async function comparisons(deps: Deps, project: string, { from, before, after }: WatchFunctionsInput) {
  const start = new Date(from)
  const [old, recent] = await Promise.all([
    deps.functionHost.traffic(project, subHours(start, 1), start),
    deps.functionHost.traffic(project, start, deps.now()),
  ])
  return after.map(({ slug, version }) => {
    const was = before.find((one) => one.slug === slug)?.version ?? null
    return {
      what: slug,
      before: trafficOf(old, slug, was),
      after: trafficOf(recent, slug, version) ?? silence,
    }
  })
}

const silence: Traffic = { calls: 0, errors: 0, p95Ms: null }

function trafficOf(traffic: FunctionTraffic[], slug: string, version: number | null): Traffic | null {
  const found = traffic.find((one) => one.slug === slug && one.version === version)
  return found ? { calls: found.calls, errors: found.errors, p95Ms: found.p95Ms } : null
}
