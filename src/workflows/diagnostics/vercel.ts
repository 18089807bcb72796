import { shortSha } from '../../domain/deployment/release.ts'
import type { DiagnosticQuestion, Evidence, Seen } from '../../domain/diagnostic/diagnostic.ts'
import type { Deps, SeenBuild } from '../../ports.ts'
import { takeVariables } from '../planning/variables.ts'
import { driftAt } from './drift.ts'
import { gone, type Step, seen, siteAt } from './step.ts'

const patienceMs = 10_000
const mostErrorLines = 5

/** A site on Vercel: what is live and how it came there, and what a visitor gets. */
export const vercelSteps: readonly Step[] = [
  { name: 'live', title: 'What is live', look: lookAtLive },
  { name: 'builds', title: 'Its latest builds', look: lookAtBuilds },
  { name: 'variables', title: 'Its required variables', look: lookAtVariables },
  { name: 'front-page', title: 'Its front page', look: lookAtFrontPage },
]

type Site = NonNullable<ReturnType<typeof siteAt>>

const targetOf = ({ service: { project, team }, place: { target } }: Site) => ({ project, team, target })

async function lookAtLive(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const site = siteAt(deps, question)
  if (!site) return seen(gone)
  const target = targetOf(site)
  const { frontendHost } = deps
  const [live, isPinned, addresses] = await Promise.all([
    frontendHost.live(target),
    frontendHost.isPinned(target),
    frontendHost.aliases(target),
  ])
  const what = 'What is live'
  if (!live)
    return seen({
      ...{ what, is: 'trouble', why: 'Vercel has nothing live there' },
      fix: `Deploy it: /deploy ${site.service.name} ${site.environment}`,
    })
  const commit = live.sha === undefined ? 'a build of an unknown commit' : `commit ${shortSha(live.sha)}`
  const since = live.since === undefined ? '' : `, since ${live.since.slice(0, 16).replace('T', ' ')} UTC`
  const shown: Evidence = { what, is: 'ok', why: `${commit} (${live.buildId ?? 'no build'})${since}` }
  const table = { title: 'addresses that show it', columns: ['Address'], rows: addresses.map((one) => [one]) }
  const findings = [shown, await driftAt(deps, site.service.name, site.environment), pin(isPinned)]
  return { findings, tables: addresses.length > 0 ? [table] : [] }
}

const pin = (isPinned: boolean): Evidence =>
  isPinned
    ? {
        ...{ what: 'Production is pinned', is: 'warning', remedy: 'unpin' },
        why: 'a rollback keeps new builds from going live by themselves',
        fix: 'Deploy with Pilothouse, which goes live all the same, or un-pin it.',
      }
    : { what: 'Pinned', is: 'ok', why: 'no rollback keeps new builds from going live' }

async function lookAtBuilds(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const site = siteAt(deps, question)
  if (!site) return seen(gone)
  const target = targetOf(site)
  const builds = await deps.frontendHost.builds(target)
  const [newest] = builds
  const failed = builds.find(({ state }) => state === 'failed')
  const table = {
    title: 'newest first',
    columns: ['Build', 'Commit', 'State', 'Begun', 'Why'],
    rows: builds.map(({ id, sha, state, at, why }) => [
      ...[id, sha === null ? 'unknown' : shortSha(sha), state, at?.toISOString() ?? 'unknown', why ?? ''],
    ]),
  }
  const what = 'The newest build'
  if (!newest) return seen({ what, is: 'unknown', why: 'Vercel lists no build', fix: null })
  if (!failed)
    return { findings: [{ what, is: 'ok', why: `${newest.id} is ${newest.state}` }], tables: [table] }
  const lines = await deps.frontendHost.buildErrors(target, failed.id, mostErrorLines)
  const errors = {
    title: `what the log of ${failed.id} says`,
    columns: ['Line'],
    rows: lines.map((one) => [one]),
  }
  return { findings: [failure(failed, newest, lines)], tables: [table, errors] }
}

/** A failure that was built over since is no trouble any more. */
function failure(failed: SeenBuild, newest: SeenBuild, lines: readonly string[]): Evidence {
  const said = lines.join(' · ') || failed.why || 'its log says nothing of errors'
  const of = failed.sha === null ? '' : ` of ${shortSha(failed.sha)}`
  const link = failed.link === null ? '' : ` ${failed.link} has its whole log.`
  return failed.id === newest.id
    ? {
        ...{ what: `The newest build${of} failed`, is: 'trouble', why: said },
        fix: `Mend what it says and deploy again; what is live stays as it is.${link}`,
      }
    : {
        what: 'The newest build',
        is: 'ok',
        why: `${newest.id} is ${newest.state}; an earlier one${of} failed: ${said}`,
      }
}

async function lookAtVariables(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const site = siteAt(deps, question)
  const environment = deps.config.environments.find(({ name }) => name === question.environment)
  if (!site || !environment) return seen(gone)
  const facts = await takeVariables(deps, { service: site.service, environment })
  const what = 'Required variables'
  if (!facts) return seen({ what, is: 'ok', why: 'pilothouse.yml requires none' })
  const { present, missing, due } = facts
  const findings: Evidence[] = [
    ...missing.map(
      (name): Evidence => ({
        ...{ what: name, is: 'trouble', why: 'it is not set there' },
        fix: 'Set it in the project’s settings on Vercel, then deploy again.',
      }),
    ),
    ...due.map(
      ({ name }): Evidence => ({
        ...{ what: name, is: 'warning', why: 'it is older than secrets should be' },
        fix: 'Rotate it, then deploy again.',
      }),
    ),
  ]
  return seen(...findings, {
    what,
    is: 'ok',
    why: `${present.length} of ${present.length + missing.length} are there`,
  })
}

const shownHeaders = ['cache-control', 'x-vercel-cache', 'age', 'etag', 'server', 'content-type']

async function lookAtFrontPage(deps: Deps, question: DiagnosticQuestion): Promise<Seen> {
  const site = siteAt(deps, question)
  if (!site) return seen(gone)
  const { status, latencyMs, headers } = await deps.probe(site.place.url, patienceMs)
  const said = `it answered ${status} in ${Math.round(latencyMs)} ms`
  const front: Evidence =
    status < 400
      ? { what: 'The front page', is: 'ok', why: said }
      : {
          ...{ what: 'The front page', is: 'trouble', why: said, remedy: 'roll-back' },
          fix: 'If a release came shortly before, roll it back; else look at Vercel’s status page.',
        }
  const rows = shownHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]))
  return {
    findings: [front, cacheOf(headers['cache-control'])],
    tables: [{ title: 'headers', columns: ['Header', 'Value'], rows }],
  }
}

/** Seconds. */
const longestAge = 86_400

/** A page that browsers keep for days is not replaced by a release, nor by a rollback. */
function cacheOf(control: string | undefined): Evidence {
  const what = 'Caching'
  if (control === undefined) return { what, is: 'unknown', why: 'it says nothing of caching', fix: null }
  const age = Number(/(?:^|[\s,])max-age=(\d+)/i.exec(control)?.[1] ?? 0)
  return age > longestAge || /\bimmutable\b/i.test(control)
    ? {
        ...{
          what,
          is: 'warning',
          why: `browsers keep the page (${control}), so a rollback does not reach them`,
        },
        fix: 'Send max-age=0, must-revalidate for pages, and long times only for files whose name has a hash.',
      }
    : { what, is: 'ok', why: control }
}
