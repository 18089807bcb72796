import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { bodyTrouble } from '../../domain/deployment/expectation.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { SmokeTest } from '../../domain/policy.ts'
import type { Deps, FrontendTarget, OutsideAct } from '../../ports.ts'

const passedAll = z.object({ passed: z.number() })
export type ProbeOutcome = z.infer<typeof passedAll>

export type SiteInput = { url: string; tests: SmokeTest[] }

/** Smoke tests against one address. A failure is pending until the act's deadline: a cold start may answer late. */
export function smokeAct(deps: Deps): OutsideAct<SiteInput, ProbeOutcome> {
  const look = async (_key: string, { url, tests }: SiteInput) => await probeAll(deps, url, tests)
  return { perform: look, observe: look }
}

export type LiveInput = SiteInput & { target: FrontendTarget; buildId: string; sha: string }

/** The provider must say that the build is live, and the live address must pass the smoke tests. */
export function checkLiveAct(deps: Deps): OutsideAct<LiveInput, ProbeOutcome> {
  const look = async (
    _key: string,
    input: LiveInput,
  ): Promise<Exclude<Sighting<ProbeOutcome>, { seen: 'absent' }>> => {
    const live = await deps.frontendHost.live(input.target)
    if (live?.buildId !== input.buildId) {
      const runs = live?.sha ? shortSha(live.sha) : 'another build'
      return { seen: 'pending', progress: `the domain still points to ${runs}` }
    }
    const seen = await probeAll(deps, input.url, input.tests)
    return seen.seen === 'done' ? { ...seen, progress: await frontPageInWords(deps, input.url) } : seen
  }
  return { perform: look, observe: look }
}

async function probeAll(
  deps: Deps,
  url: string,
  tests: SmokeTest[],
): Promise<Exclude<Sighting<ProbeOutcome>, { seen: 'absent' }>> {
  for (const test of tests) {
    const { trouble } = await probeOne(deps, url, test)
    if (trouble) return { seen: 'pending', progress: trouble, link: url }
  }
  const words = `${tests.length} ${tests.length === 1 ? 'request' : 'requests'} answered as expected`
  return { seen: 'done', outcome: { passed: tests.length }, progress: words, link: url }
}

type Probed = { trouble: string | null; latencyMs: number | null }

/** Calls one address; `trouble` is what is wrong with the answer, in words. */
export async function probeOne(deps: Deps, base: string, test: SmokeTest): Promise<Probed> {
  try {
    const { status, body, latencyMs, headers } = await deps.probe(joinUrl(base, test.path), test.within)
    if (status !== test.status)
      return {
        trouble: `${test.path} answered ${status} instead of ${test.status}${protection(status, headers)}`,
        latencyMs,
      }
    const wrong = bodyTrouble(body, test)
    if (wrong) return { trouble: `${test.path} ${wrong}`, latencyMs }
    return { trouble: headerTrouble(test, headers), latencyMs }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return { trouble: `${test.path} gave no answer within ${test.within / 1000} s`, latencyMs: null }
  }
}

/** Vercel protects each build's own address unless the project says otherwise. */
const protection = (status: number, headers: Record<string, string>): string =>
  status === 401 && headers['set-cookie']?.includes('_vercel_sso_nonce')
    ? ', because Vercel protects it: put the project’s bypass secret under protectionBypass in pilothouse.yml'
    : ''

function headerTrouble({ path, headers }: SmokeTest, answered: Record<string, string>): string | null {
  for (const [name, wanted] of Object.entries(headers)) {
    const value = answered[name]
    if (value === undefined) return `${path} answered without the header ${name}`
    if (!value.toLowerCase().includes(wanted.toLowerCase()))
      return `${path} answered ${name}: ${value}, which does not contain "${wanted}"`
  }
  return null
}

/** "200 in 84 ms, cache-control: public, max-age=0 · x-vercel-cache HIT": what a visitor gets first. */
async function frontPageInWords({ probe }: Deps, url: string): Promise<string> {
  try {
    const { status, latencyMs, headers } = await probe(joinUrl(url, '/'), 5000)
    const caching = `cache-control: ${headers['cache-control'] ?? 'none'}`
    const cache = headers['x-vercel-cache']
    return `${status} in ${Math.round(latencyMs)} ms, ${caching}${cache ? ` · x-vercel-cache ${cache}` : ''}`
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return 'its front page gave no answer within 5 s'
  }
}

/** Keeps a path in `base`, which `new URL(path, base)` would drop. */
function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
}
