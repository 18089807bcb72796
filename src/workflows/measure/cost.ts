import { addMilliseconds } from 'date-fns/addMilliseconds'
import { type CostNow, costNow, ofUsual, spentPercent } from '../../domain/measure/cost.ts'
import {
  type CostPolicy,
  type CostStanding,
  type CostSum,
  costSeries,
  type TypedCost,
} from '../../domain/measure/measured.ts'
import { dayOfMonth, daysIn, monthBefore } from '../../domain/measure/month.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { recordMeasurements } from '../../store/check/measurements.ts'
import { loadCostDays, lockCosts, storeCostDay } from '../../store/measure/cost-days.ts'
import { addMeasuring, loadMeasuring, storeRound } from '../../store/measure/measuring.ts'
import type { Trx } from '../../store/tables.ts'
import { type Reading, readValue } from './read-value.ts'

export const costMeasuring = ({ name }: Pick<CostPolicy, 'name'>): `cost:${string}` => `cost:${name}`

/** Asks what the month has cost so far, keeps it, and counts how that stands to the budget and to what is usual. */
export async function measureCost(deps: Deps, policy: CostPolicy): Promise<void> {
  const read = await readCost(deps, policy)
  await deps.db.transaction().execute(async (trx) => {
    await lockCosts(trx, policy.name)
    const at = deps.now()
    const why = read !== null && 'why' in read ? read.why : null
    await storeRound(trx, costMeasuring(policy), { why, nextAt: addMilliseconds(at, policy.every) })
    if (why !== null) return
    if (read !== null && 'value' in read)
      await storeCostDay(trx, policy.name, {
        ...dayOfMonth(deps.config.timeZone, at),
        ...{ amount: read.value, at, by: null },
      })
    await record(deps, trx, policy)
  })
}

/** Null for what people type. */
async function readCost(deps: Deps, { value }: CostPolicy): Promise<Reading | null> {
  if (value.kind === 'typed') return null
  return value.kind === 'sum' ? await readSum(deps, value) : await readValue(deps, value)
}

/** A sum of which one part is unknown is unknown, and no smaller sum. */
async function readSum({ config, db, now }: Deps, { of }: CostSum): Promise<Reading> {
  const today = dayOfMonth(config.timeZone, now())
  const days = await loadCostDays(db, of, today.month)
  const parts = of.map((name) => ({ name, soFar: costNow(days.get(name) ?? [], today).soFar }))
  const unknown = parts.filter(({ soFar }) => soFar === null).map(({ name }) => name)
  if (unknown.length > 0) return { why: `Nobody knows yet what ${unknown.join(', ')} cost this month.` }
  return { value: parts.reduce((sum, { soFar }) => sum + (soFar?.amount ?? 0), 0), limit: null }
}

/** Where nobody knows of this month, nothing is recorded: that is no zero. */
async function record(deps: Deps, trx: Trx, policy: CostPolicy): Promise<CostNow> {
  const at = deps.now()
  const now = await loadNow(deps, trx, policy)
  const numbers = {
    '': now.soFar?.amount ?? null,
    '/percent': spentPercent(now, policy.budget),
    '/usual': ofUsual(now),
  }
  await recordMeasurements(
    trx,
    Object.entries(numbers).flatMap(([name, value]) =>
      value === null ? [] : [{ series: costSeries(policy.name) + name, at, value }],
    ),
  )
  return now
}

async function loadNow({ config, now }: Deps, trx: Trx, { name }: CostPolicy): Promise<CostNow> {
  const today = dayOfMonth(config.timeZone, now())
  const days = await loadCostDays(trx, [name], monthBefore(today.month, 3))
  return costNow(days.get(name) ?? [], today)
}

/** Keeps what somebody typed, under their name; a month that is over is known as a whole by it. */
export async function typeCost(
  deps: Deps,
  policy: CostPolicy,
  { verb, amount, month }: TypedCost,
  invoker: Invoker,
): Promise<{ total: number; now: CostNow } | Refusal> {
  const { name } = policy
  if (policy.value.kind !== 'typed') return { refused: 'not-typed-in', name, command: 'cost' }
  const at = deps.now()
  const today = dayOfMonth(deps.config.timeZone, at)
  const day = month === today.month ? today.day : daysIn(month)
  await addMeasuring(deps.db, [costMeasuring(policy)], at)
  return await deps.db.transaction().execute(async (trx) => {
    await lockCosts(trx, name)
    const known = (await loadCostDays(trx, [name], month)).get(name) ?? []
    const before = known.findLast((one) => one.month === month)?.amount ?? 0
    const total = verb === 'add' ? before + amount : amount
    await storeCostDay(trx, name, { month, day, amount: total, at, by: invoker.user })
    await writeAudit(trx, {
      ...{ at, actor: invoker.user, action: `cost.${verb}`, subject: costMeasuring(policy) },
      ...{ detail: { month, amount, before, total }, requestId: invoker.requestId },
    })
    return { total, now: await record(deps, trx, policy) }
  })
}

export async function surveyCosts(deps: Deps): Promise<CostStanding[]> {
  const { costs, timeZone } = deps.config
  const today = dayOfMonth(timeZone, deps.now())
  const names = costs.map(({ name }) => name)
  const [days, stored] = await Promise.all([
    loadCostDays(deps.db, names, monthBefore(today.month, 3)),
    loadMeasuring(deps.db, costs.map(costMeasuring)),
  ])
  return costs.map((policy) => ({
    ...costNow(days.get(policy.name) ?? [], today),
    policy,
    why: stored.get(costMeasuring(policy))?.why ?? null,
  }))
}
