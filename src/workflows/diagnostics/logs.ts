import { subMilliseconds } from 'date-fns/subMilliseconds'
import type { DiagnosticQuestion, Evidence } from '../../domain/diagnostic/diagnostic.ts'
import { groupLines, isErrorLevel, type LogGroup } from '../../domain/diagnostic/log-shapes.ts'
import { parseDuration } from '../../domain/duration.ts'
import type { Deps, FunctionTraffic } from '../../ports.ts'
import { functionsAt, gone, type Step, seen } from './step.ts'

const usualMs = 30 * 60_000
const usualRate = 0.05
const mostGroups = 40
const mostTold = 5

/** The functions' log, by what it says: what fails since when, and in which version. */
export const logSteps: readonly Step[] = [
  {
    name: 'calls',
    title: 'Calls and errors, by version',
    look: async (deps, question) => {
      const place = functionsAt(deps, question)
      if (!place) return seen(gone)
      const { from, to } = spanOf(deps, question)
      const ours = new Set(place.service.functions.map(({ slug }) => slug))
      const traffic = await deps.functionHost.traffic(place.project, from, to)
      const counted = traffic.filter(({ slug }) => ours.has(slug))
      const rate = place.service.watch?.maxErrorRate ?? usualRate
      return { findings: callFindings(counted, rate), tables: [callTable(counted)] }
    },
  },
  {
    name: 'lines',
    title: 'What they wrote into the log',
    look: async (deps, question) => {
      const place = functionsAt(deps, question)
      if (!place) return seen(gone)
      const { from, to } = spanOf(deps, question)
      const { lines, isCut } = await deps.functionHost.logLines(place.project, from, to)
      const groups = groupLines(lines)
      const cut: Evidence[] = isCut
        ? [
            {
              ...{ what: 'The log', is: 'warning', why: `only its newest ${lines.length} lines were read` },
              fix: 'Ask for a shorter time, such as 10m.',
            },
          ]
        : []
      return { findings: [...lineFindings(groups), ...cut], tables: [lineTable(groups)] }
    },
  },
]

function spanOf({ now }: Deps, { argument }: DiagnosticQuestion): { from: Date; to: Date } {
  const to = now()
  return { from: subMilliseconds(to, parseDuration(argument ?? '') ?? usualMs), to }
}

/** Without calls nobody can tell; the newest version is held against those before it. */
function callFindings(traffic: readonly FunctionTraffic[], maxRate: number): Evidence[] {
  if (traffic.length === 0)
    return [
      {
        ...{
          what: 'Calls',
          is: 'unknown',
          why: 'no function was called in that time, as far as the log says',
        },
        fix: 'The log is a minute or two late: ask again, for a longer time, or call one with /status diagnose function NAME.',
      },
    ]
  return [...Map.groupBy(traffic, ({ slug }) => slug)].map(([slug, versions]) =>
    callFinding(
      slug,
      versions.toSorted((a, b) => b.version - a.version),
      maxRate,
    ),
  )
}

function callFinding(slug: string, versions: readonly FunctionTraffic[], maxRate: number): Evidence {
  const [newest, ...older] = versions
  const failing = versions.filter(({ errors }) => errors > 0)
  if (!newest || failing.length === 0)
    return { what: slug, is: 'ok', why: `${versions.map(callsOf).join('; ')}` }
  const why = versions.map(callsOf).join('; ')
  const isNew = older.length > 0 && rateOf(newest) > maxRate && older.every((one) => rateOf(one) <= maxRate)
  if (isNew) {
    const fix = `Only version ${newest.version} fails: roll the last release back.`
    return { ...{ what: slug, is: 'trouble', why, fix }, remedy: 'roll-back' }
  }
  const isMany = failing.some((one) => rateOf(one) > maxRate)
  return {
    what: slug,
    is: isMany ? 'trouble' : 'warning',
    why,
    fix: 'Look below what it logged, and in /status what changed in the last 24 hours.',
  }
}

const rateOf = ({ calls, errors }: FunctionTraffic): number => (calls === 0 ? 0 : errors / calls)

const callsOf = ({ version, calls, errors, p95Ms }: FunctionTraffic): string =>
  `v${version} failed ${errors} of ${calls} calls (p95 ${Math.round(p95Ms)} ms)`

const callTable = (traffic: readonly FunctionTraffic[]) => ({
  title: 'by version',
  columns: ['Function', 'Version', 'Calls', 'Errors', 'p50', 'p95'],
  rows: traffic
    .toSorted((a, b) => a.slug.localeCompare(b.slug) || b.version - a.version)
    .map(({ slug, version, calls, errors, p50Ms, p95Ms }) => [
      ...[slug, String(version), String(calls), String(errors)],
      ...[`${Math.round(p50Ms)} ms`, `${Math.round(p95Ms)} ms`],
    ]),
})

function lineFindings(groups: readonly LogGroup[]): Evidence[] {
  const errors = groups.filter(({ level }) => isErrorLevel(level))
  if (errors.length === 0) {
    const count = groups.reduce((sum, one) => sum + one.count, 0)
    return [
      { what: 'The log', is: 'ok', why: count === 0 ? 'nothing was written' : `no error in ${count} lines` },
    ]
  }
  return errors.slice(0, mostTold).map(({ shape, count, firstAt, lastAt, versions }) => ({
    ...{ what: shape, is: 'trouble', fix: 'Look what changed shortly before it was first seen.' },
    why: `${count === 1 ? 'once' : `${count} times`} in ${versions.join(', ')}, from ${clock(firstAt)} to ${clock(lastAt)}`,
  }))
}

const clock = (at: Date): string => `${at.toISOString().slice(11, 19)} UTC`

const lineTable = (groups: readonly LogGroup[]) => ({
  title:
    groups.length > mostGroups
      ? `the ${mostGroups} most telling kinds of ${groups.length}`
      : 'by what they say',
  columns: ['Level', 'Count', 'First', 'Last', 'Versions', 'Line'],
  rows: groups
    .slice(0, mostGroups)
    .map(({ level, count, firstAt, lastAt, versions, shape }) => [
      ...[level, String(count), clock(firstAt), clock(lastAt), versions.join(', '), shape],
    ]),
})
