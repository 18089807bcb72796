import { type DayOfMonth, daysIn, monthBefore } from './month.ts'

/** What a month had cost by the end of a day. */
export type CostDay = DayOfMonth & { amount: number }

/** What it usually cost by the same day: the mean of those of the last three months of which something is known. */
type Baseline = { amount: number; months: number }

/** How a month goes; a month of which nobody knows anything is null, which is not nothing. */
export type CostNow = {
  today: DayOfMonth
  /** Month to date, and the day to which it is known. */
  soFar: { amount: number; day: number } | null
  baseline: Baseline | null
  /** The three months before, the newest first. */
  earlier: { month: string; amount: number | null }[]
}

const compared = 3

export function costNow(days: readonly CostDay[], today: DayOfMonth): CostNow {
  const byMonth = Map.groupBy(days, ({ month }) => month)
  const soFar = sorted(byMonth.get(today.month) ?? [])
    .filter(({ day }) => day <= today.day)
    .at(-1)
  const earlier = Array.from({ length: compared }, (_, index) => monthBefore(today.month, index + 1))
  return {
    today,
    soFar: soFar ? { amount: soFar.amount, day: soFar.day } : null,
    // Compared with the day to which this month is known.
    baseline: soFar ? baselineOf(earlier, byMonth, soFar.day) : null,
    earlier: earlier.map((month) => ({
      month,
      amount: sorted(byMonth.get(month) ?? []).at(-1)?.amount ?? null,
    })),
  }
}

function baselineOf(
  months: readonly string[],
  byMonth: ReadonlyMap<string, CostDay[]>,
  day: number,
): Baseline | null {
  const amounts = months.flatMap((month) => {
    const known = sorted(byMonth.get(month) ?? [])
    return known.length === 0 ? [] : [amountBy(known, Math.min(day, daysIn(month)))]
  })
  if (amounts.length === 0) return null
  return { amount: amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length, months: amounts.length }
}

/** Between two known days it grew evenly, from nothing at the beginning; after the last one it stayed. */
function amountBy(known: readonly CostDay[], day: number): number {
  const before = known.findLast((one) => one.day <= day)
  const after = known.find((one) => one.day > day)
  const from = before ?? { day: 0, amount: 0 }
  if (!after) return from.amount
  return from.amount + ((after.amount - from.amount) * (day - from.day)) / (after.day - from.day)
}

const sorted = (days: readonly CostDay[]): CostDay[] => days.toSorted((a, b) => a.day - b.day)

/** This month's share of the budget in percent; null where nobody knows. */
export const spentPercent = ({ soFar }: Pick<CostNow, 'soFar'>, budget: number): number | null =>
  soFar && (100 * soFar.amount) / budget

/** Percent of what it usually cost by this day; null where there is nothing to compare with. */
export function ofUsual({ soFar, baseline }: Pick<CostNow, 'soFar' | 'baseline'>): number | null {
  return soFar && baseline && baseline.amount > 0 ? (100 * soFar.amount) / baseline.amount : null
}
