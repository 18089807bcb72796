import { addMilliseconds } from 'date-fns/addMilliseconds'
import { subDays } from 'date-fns/subDays'
import { forecastOf } from '../../domain/measure/forecast.ts'
import {
  type CapacityNow,
  type CapacityPolicy,
  capacitySeries,
  type Gauge,
  percentOf,
} from '../../domain/measure/measured.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { loadMeasurementRollups, recordMeasurements } from '../../store/check/measurements.ts'
import {
  addMeasuring,
  loadMeasuring,
  lockMeasuring,
  type Measuring,
  storeGauge,
  storeRound,
} from '../../store/measure/measuring.ts'
import type { Trx } from '../../store/tables.ts'
import { type Reading, readValue } from './read-value.ts'

export const capacityMeasuring = ({ name }: Pick<CapacityPolicy, 'name'>): `capacity:${string}` =>
  `capacity:${name}`

/** Asks how much is used, and keeps it; a typed number is counted anew as long as it says something of now. */
export async function measureCapacity(deps: Deps, policy: CapacityPolicy): Promise<void> {
  const { value: source, limit, every } = policy
  const name = capacityMeasuring(policy)
  const read = source.kind === 'typed' ? null : await readValue(deps, source)
  await deps.db.transaction().execute(async (trx) => {
    const stored = await lockMeasuring(trx, name)
    if (!stored) return
    const at = deps.now()
    const nextAt = addMilliseconds(at, every)
    const found = read === null ? typedGauge(policy, stored, at) : gaugeFrom(read, limit, at)
    const why = 'why' in found ? found.why : null
    await storeRound(trx, name, { why, nextAt })
    if ('why' in found) return
    if (read !== null) await keep(trx, policy, found)
    await recordMeasurements(trx, [{ series: percentSeries(policy), at, value: percentOf(found) }])
  })
}

const percentSeries = ({ name }: CapacityPolicy): string => `${capacitySeries(name)}/percent`

function gaugeFrom(read: Reading, given: number | null, at: Date): Gauge | { why: string } {
  if ('why' in read) return read
  const limit = given ?? read.limit
  if (limit === null || limit <= 0) return { why: 'Nobody says how much there may be; add limit.' }
  return { value: read.value, limit, at, by: null }
}

function typedGauge(
  { name, typedFor }: CapacityPolicy,
  stored: Measuring,
  at: Date,
): Gauge | { why: string } {
  const gauge = gaugeOf(stored)
  const how = `Type it: /status capacity set ${name} 71%`
  if (!gauge) return { why: `Nobody has typed it yet. ${how}` }
  return at.getTime() - gauge.at.getTime() > typedFor
    ? { why: `What was typed is too old to say anything of now. ${how}` }
    : gauge
}

function gaugeOf({ value, limit, measuredAt, typedBy }: Measuring): Gauge | null {
  return value === null || limit === null || measuredAt === null
    ? null
    : { value, limit, at: measuredAt, by: typedBy }
}

async function keep(trx: Trx, policy: CapacityPolicy, { value, limit, at, by }: Gauge): Promise<void> {
  await storeGauge(trx, capacityMeasuring(policy), { value, limit, at, by })
  await recordMeasurements(trx, [{ series: capacitySeries(policy.name), at, value }])
}

/** What somebody read elsewhere; `isPercent` is of the limit. */
export type TypedCapacity = { value: number; isPercent: boolean }

/** Keeps a number that somebody typed, under their name. */
export async function typeCapacity(
  deps: Deps,
  policy: CapacityPolicy,
  { value: typed, isPercent }: TypedCapacity,
  invoker: Invoker,
): Promise<Gauge | Refusal> {
  const { name, limit } = policy
  if (policy.value.kind !== 'typed' || limit === null)
    return { refused: 'not-typed-in', name, command: 'capacity' }
  const at = deps.now()
  const value = isPercent ? (typed / 100) * limit : typed
  const gauge = { value, limit, at, by: invoker.user satisfies UserId }
  await addMeasuring(deps.db, [capacityMeasuring(policy)], at)
  await deps.db.transaction().execute(async (trx) => {
    await keep(trx, policy, gauge)
    await storeRound(trx, capacityMeasuring(policy), { why: null, nextAt: addMilliseconds(at, policy.every) })
    await recordMeasurements(trx, [{ series: percentSeries(policy), at, value: percentOf(gauge) }])
    await writeAudit(trx, {
      ...{ at, actor: invoker.user, action: 'capacity.typed', subject: capacityMeasuring(policy) },
      ...{ detail: { value, limit }, requestId: invoker.requestId },
    })
  })
  return gauge
}

const forecastDays = 14

export async function surveyCapacities(deps: Deps): Promise<CapacityNow[]> {
  const { capacities } = deps.config
  const stored = await loadMeasuring(deps.db, capacities.map(capacityMeasuring))
  return await Promise.all(
    capacities.map(async (policy) => await survey(deps, policy, stored.get(capacityMeasuring(policy)))),
  )
}

async function survey(
  deps: Deps,
  policy: CapacityPolicy,
  stored: Measuring | undefined,
): Promise<CapacityNow> {
  const now = deps.now()
  const gauge = stored ? gaugeOf(stored) : null
  const span = { series: capacitySeries(policy.name), from: subDays(now, forecastDays), until: now }
  const [hours, days] = await Promise.all([
    loadMeasurementRollups(deps.db, 'hour', span),
    loadMeasurementRollups(deps.db, 'day', span),
  ])
  const limit = gauge?.limit ?? policy.limit
  const points = hours.map(({ startsAt: at, sum, count }) => ({ at, value: sum / count }))
  return {
    policy,
    gauge,
    why: stored ? stored.why : 'It was not measured yet.',
    forecast: limit === null ? { is: 'too-few', points: points.length } : forecastOf(points, limit, now),
    days:
      limit === null
        ? []
        : days.map(({ startsAt, sum, count }) => ({
            day: startsAt.toISOString().slice(5, 10),
            percent: percentOf({ value: sum / count, limit }),
          })),
  }
}
