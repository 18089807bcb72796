import { subMilliseconds } from 'date-fns/subMilliseconds'
import { subMinutes } from 'date-fns/subMinutes'
import { type AlertRule, quantiles, type RuleMetric } from '../../domain/alert/rule.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Deps, FunctionTraffic } from '../../ports.ts'
import { loadChecks } from '../../store/check/checks.ts'
import { lastMeasurements } from '../../store/check/measurements.ts'
import { checkSeries, failureRateOver, latencyOver } from '../../store/check/samples.ts'

/** The number of each of these rules now, by its name; null where nobody can tell. Each project is asked once. */
export async function ruleValues(
  deps: Deps,
  rules: readonly AlertRule[],
): Promise<Map<string, number | null>> {
  const traffic = new Map<string, Promise<FunctionTraffic[] | null>>()
  const values = new Map<string, number | null>()
  for (const { name, metric } of rules) {
    const value = await ruleValue(deps, metric, traffic)
    values.set(name, value !== null && Number.isFinite(value) ? value : null)
  }
  return values
}

type Asked = Map<string, Promise<FunctionTraffic[] | null>>

async function ruleValue(deps: Deps, metric: RuleMetric, asked: Asked): Promise<number | null> {
  switch (metric.kind) {
    case 'latency': {
      const since = subMilliseconds(deps.now(), metric.over)
      return await latencyOver(deps.db, { name: metric.check, since, share: quantiles[metric.quantile] })
    }
    case 'failures':
      return await failuresOf(deps, metric.check)
    case 'failure-rate': {
      const since = subMilliseconds(deps.now(), metric.over)
      return await failureRateOver(deps.db, { name: metric.check, since })
    }
    case 'measure': {
      const series = checkSeries(metric.check, metric.measure)
      return await newest(deps, series, freshMs(deps, metric.check))
    }
    case 'series':
      return await newest(deps, metric.series, metric.freshFor)
    case 'functions':
      return await trafficOf(deps, metric, asked)
    case 'queue':
      return (await deps.jobs.backlog()).due
    case 'dead-letters':
      return (await deps.jobs.backlog()).deadLetters
    case 'capacity':
    case 'cost':
      return await newest(deps, `${metric.kind}:${metric.name}/percent`, metric.freshFor)
  }
}

/** Nobody has looked for three rounds: what was seen then says nothing of now. */
function freshMs({ config }: Deps, name: string): number {
  const policy = config.checks.find((check) => check.name === name)
  return policy ? 3 * policy.every + policy.within : 0
}

async function failuresOf(deps: Deps, name: string): Promise<number | null> {
  const check = (await loadChecks(deps.db, [name])).get(name)
  if (!check?.lookedAt || check.standing === 'unknown' || check.standing === 'new') return null
  return check.lookedAt < subMilliseconds(deps.now(), freshMs(deps, name)) ? null : check.failures
}

async function newest(deps: Deps, series: string, fresh: number): Promise<number | null> {
  const last = (await lastMeasurements(deps.db, [series])).get(series)
  return last && last.at >= subMilliseconds(deps.now(), fresh) ? last.value : null
}

/** The log of calls is about a minute behind. */
const [behindMinutes, overMinutes] = [1, 15]

async function trafficOf(
  deps: Deps,
  metric: Extract<RuleMetric, { kind: 'functions' }>,
  asked: Asked,
): Promise<number | null> {
  const service = deps.config.services.find(({ name }) => name === metric.service)
  const project =
    service?.kind === 'supabase-functions' ? service.environments[metric.environment]?.project : undefined
  if (project === undefined) return null
  const answer = asked.get(project) ?? askTraffic(deps, project)
  asked.set(project, answer)
  const calls = (await answer)?.filter(({ slug }) => slug === (metric.function ?? slug))
  return calls ? numberOf(metric.value, calls) : null
}

async function askTraffic({ functionHost, now, log }: Deps, project: string) {
  const to = subMinutes(now(), behindMinutes)
  try {
    return await functionHost.traffic(project, subMinutes(to, overMinutes), to)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: error, project }, 'The log of calls could not be read, so rules about it know nothing')
    return null
  }
}

/** Without calls nobody knows how many of them would fail, or how long they would take. */
function numberOf(
  value: Extract<RuleMetric, { kind: 'functions' }>['value'],
  traffic: readonly FunctionTraffic[],
): number | null {
  const calls = traffic.reduce((sum, one) => sum + one.calls, 0)
  if (value === 'calls') return calls
  if (calls === 0) return null
  if (value === 'p95') return Math.max(...traffic.filter((one) => one.calls > 0).map(({ p95Ms }) => p95Ms))
  return (100 * traffic.reduce((sum, one) => sum + one.errors, 0)) / calls
}
