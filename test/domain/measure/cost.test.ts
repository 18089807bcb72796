import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CostDay, costNow, ofUsual, spentPercent } from '../../../src/domain/measure/cost.ts'
import { dayOfMonth, daysIn, monthBefore, parseMonth } from '../../../src/domain/measure/month.ts'

const today = { month: '2026-11', day: 10 }
const day = (month: string, of: number, amount: number): CostDay => ({ month, day: of, amount })

describe('what a month costs', () => {
  it('is the newest number of this month, and missing where there is none', () => {
    const known = [day('2026-10', 31, 300), day('2026-11', 4, 20), day('2026-11', 9, 70)]
    expect(costNow(known, today).soFar).toEqual({ amount: 70, day: 9 })
    const without = costNow([day('2026-10', 31, 300)], today)
    expect(without).toMatchObject({ soFar: null, baseline: null })
    expect(spentPercent(without, 100)).toBeNull()
    expect(without.earlier).toEqual([
      { month: '2026-10', amount: 300 },
      { month: '2026-09', amount: null },
      { month: '2026-08', amount: null },
    ])
  })
  it('is compared with the same day of the months of which something is known', () => {
    const known = [
      ...[day('2026-09', 5, 50), day('2026-09', 15, 150), day('2026-09', 30, 300)],
      ...[day('2026-10', 31, 620), day('2026-11', 10, 300)],
    ]
    const now = costNow(known, today)
    // 100 by the 10th of September, 200 by that of October, which is only known as a whole.
    expect(now.baseline).toEqual({ amount: 150, months: 2 })
    expect(ofUsual(now)).toBe(200)
  })
  it('is compared with the day to which it is known, not with a day nobody has heard of', () => {
    const now = costNow([day('2026-10', 31, 310), day('2026-11', 2, 40)], today)
    expect(now.baseline?.amount).toBeCloseTo(20)
  })
  it('is as usual where every month goes alike, whatever is known of it', () => {
    const month = fc.integer({ min: 1, max: 28 })
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 6 }), month, (some, current) => {
        const months = [1, 2, 3].map((back) => monthBefore(today.month, back))
        // What is known of a month may end before this day of it.
        const days = [...some, 28].flatMap((of) => months.map((name) => day(name, of, of * 10)))
        const now = costNow([...days, day('2026-11', current, current * 10)], { month: '2026-11', day: 28 })
        expect(ofUsual(now)).toBeCloseTo(100)
        expect(now.baseline?.months).toBe(3)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a month', () => {
  it('begins by the team’s clock', () => {
    const at = new Date('2026-10-31T23:30:00Z')
    expect(dayOfMonth('Europe/Berlin', at)).toEqual({ month: '2026-11', day: 1 })
    expect(dayOfMonth('America/New_York', at)).toEqual({ month: '2026-10', day: 31 })
  })
  it('is the last one of its name, and none to come', () => {
    expect(parseMonth('october', '2026-11')).toBe('2026-10')
    expect(parseMonth('Nov', '2026-11')).toBe('2026-11')
    expect(parseMonth('december', '2026-11')).toBe('2025-12')
    expect(parseMonth('2026-12', '2026-11')).toBeUndefined()
    expect(parseMonth('smarch', '2026-11')).toBeUndefined()
    expect([daysIn('2028-02'), monthBefore('2026-01')]).toEqual([29, '2025-12'])
  })
})
