import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Verdict, WatchPolicy } from '../../domain/deployment/verdict.ts'
import { judge } from '../../domain/deployment/verdict.ts'
import type { SmokeTest } from '../../domain/policy.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { addSamples, sampledTraffic } from '../../store/deployment/samples.ts'
import { lastVerified } from '../../store/deployment/verified.ts'
import { probeOne } from './probes.ts'
import { repeated, watchSighting } from './watch-sighting.ts'

export type WatchInput = { url: string; tests: SmokeTest[]; policy: WatchPolicy; until: string }

const frontPage: SmokeTest = { path: '/', status: 200, within: 5000, headers: {} }

export const smokeOrFrontPage = (tests: SmokeTest[]): SmokeTest[] => (tests.length > 0 ? tests : [frontPage])

/**
 * Calls the live address again and again until the time is over, and judges what it saw against the watch of the
 * release before. A clear failure ends it at once; a pass needs the whole time.
 */
export function watchFrontendAct(deps: Deps, deployment: Deployment): OutsideAct<WatchInput, Verdict> {
  return {
    perform: async (_key, { until }) => ({ seen: 'pending', progress: `watching until ${until}` }),
    observe: async (_key, input) => {
      await takeSamples(deps, deployment, input)
      const isOver = deps.now() >= new Date(input.until)
      const verdict = judge(await comparisons(deps, deployment), input.policy, isOver)
      return watchSighting(verdict, isOver)
    },
  }
}

async function takeSamples(deps: Deps, { id }: Deployment, { url, tests }: WatchInput): Promise<void> {
  const samples = await Promise.all(
    repeated(smokeOrFrontPage(tests)).map(async (test) => {
      const { trouble, latencyMs } = await probeOne(deps, url, test)
      return { what: test.path, isError: trouble !== null, latencyMs }
    }),
  )
  await addSamples(deps.db, { deploymentId: id, act: 'watch', at: deps.now() }, samples)
}

async function comparisons(deps: Deps, deployment: Deployment) {
  const before = await lastVerified(deps.db, deployment)
  const old = before ? await sampledTraffic(deps.db, before.id, 'watch') : new Map()
  const seen = await sampledTraffic(deps.db, deployment.id, 'watch')
  return [...seen].map(([what, after]) => ({ what, before: old.get(what) ?? null, after }))
}
