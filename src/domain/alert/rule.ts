import type { AlertLevel } from '../check/check.ts'
import { type PageFact, tooManyErrors } from '../paging/page.ts'

/** When a number means that something is wrong. All durations are milliseconds. */
export type AlertRule = {
  name: string
  metric: RuleMetric
  /** Null where only its absence is told. */
  limit: Limit | null
  /** So long it must be beyond the limit, without a break. */
  for: number
  /** So long it must be well again. */
  clearFor: number
  /** After so long without a number it is told that nobody knows; null where it never is. */
  missingFor: number | null
  level: AlertLevel
  service: string | null
  environment: string | null
  runbook: string | null
  title: string | null
}

/** `clear` is where it counts as well again: it is on the good side of `at`, or the same. */
export type Limit = { is: 'above' | 'below'; at: number; clear: number }

export const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
type Quantile = keyof typeof quantiles
export const functionMetrics = ['error-rate', 'calls', 'p95'] as const

/** What a rule looks at. Shares are percent, latencies milliseconds. */
export type RuleMetric =
  | { kind: 'latency'; check: string; quantile: Quantile; over: number }
  /** Failures in a row. */
  | { kind: 'failures'; check: string }
  /** Of the looks that could tell. */
  | { kind: 'failure-rate'; check: string; over: number }
  | { kind: 'measure'; check: string; measure: string }
  /** An older number than `freshFor` says nothing of now. */
  | { kind: 'series'; series: string; freshFor: number }
  | {
      kind: 'functions'
      service: string
      environment: string
      value: (typeof functionMetrics)[number]
      function?: string | undefined
    }
  /** Our own jobs that are due, and those that were given up. */
  | { kind: 'queue' }
  | { kind: 'dead-letters' }
  | { kind: 'capacity' | 'cost'; name: string; freshFor: number }

/** `pending`: beyond the limit, but not for long enough. `clearing`: well again, but not for long enough. */
export type RuleState = {
  standing: 'quiet' | 'pending' | 'firing' | 'clearing'
  /** Since when it stands so; time in which nobody could tell does not count. */
  since: Date
  unknownSince: Date | null
  /** It is told that nobody knows. */
  isMissing: boolean
}

/** What an alert of a rule says beside its level, by which people may be called in. */
export function ruleFacts({ metric }: AlertRule, value: number | null): PageFact[] {
  if (metric.kind === 'cost') return ['cost']
  const isErrors =
    metric.kind === 'failure-rate' || (metric.kind === 'functions' && metric.value === 'error-rate')
  return isErrors && value !== null && value > tooManyErrors ? ['errors'] : []
}

export const isFiring = ({ standing }: RuleState): boolean => standing === 'firing' || standing === 'clearing'

/** Where a rule stands once its number was looked at; null is a number that nobody knows, which says neither. */
export function afterValue(state: RuleState, value: number | null, rule: AlertRule, at: Date): RuleState {
  if (value === null) return afterNothing(state, rule, at)
  const known = { ...withoutGap(state, at), unknownSince: null, isMissing: false }
  const { limit } = rule
  if (limit === null) return known
  const standing = nextStanding(known, value, { ...rule, limit }, at)
  return standing === known.standing ? known : { ...known, standing, since: at }
}

function afterNothing(state: RuleState, { missingFor }: AlertRule, at: Date): RuleState {
  const unknownSince = state.unknownSince ?? at
  const isMissing = missingFor !== null && at.getTime() - unknownSince.getTime() >= missingFor
  return { ...state, unknownSince, isMissing: state.isMissing || isMissing }
}

function withoutGap(state: RuleState, at: Date): RuleState {
  const { since, unknownSince } = state
  if (unknownSince === null) return state
  return { ...state, since: new Date(since.getTime() + Math.max(0, at.getTime() - unknownSince.getTime())) }
}

function nextStanding(
  { standing, since }: RuleState,
  value: number,
  { limit, ...rule }: AlertRule & { limit: Limit },
  at: Date,
): RuleState['standing'] {
  const heldMs = at.getTime() - since.getTime()
  switch (standing) {
    case 'quiet':
      if (!isBeyond(limit, value)) return 'quiet'
      return rule.for === 0 ? 'firing' : 'pending'
    case 'pending':
      if (!isBeyond(limit, value)) return 'quiet'
      return heldMs >= rule.for ? 'firing' : 'pending'
    case 'firing':
      if (!isWell(limit, value)) return 'firing'
      return rule.clearFor === 0 ? 'quiet' : 'clearing'
    case 'clearing':
      if (!isWell(limit, value)) return 'firing'
      return heldMs >= rule.clearFor ? 'quiet' : 'clearing'
  }
}

const isBeyond = ({ is, at }: Limit, value: number): boolean => (is === 'above' ? value > at : value < at)
const isWell = ({ is, clear }: Limit, value: number): boolean =>
  is === 'above' ? value <= clear : value >= clear
