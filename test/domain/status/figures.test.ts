import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Delivered, deliveryOf } from '../../../src/domain/status/delivery.ts'
import { errorBudget } from '../../../src/domain/status/objectives.ts'

test('an error budget says what is left of what may fail, and how fast it goes', () => {
  const budget = errorBudget({ up: 9995, down: 5 }, { up: 99, down: 1 }, 0.999)
  expect(budget).toMatchObject({ uptime: 0.9995, looks: 10_000 })
  expect(budget?.left).toBeCloseTo(0.5)
  expect(budget?.burn).toBeCloseTo(10)
  expect(errorBudget({ up: 98, down: 2 }, { up: 0, down: 0 }, 0.99)).toMatchObject({ burn: null })
  expect(errorBudget({ up: 98, down: 2 }, { up: 0, down: 0 }, 0.99)?.left).toBeCloseTo(-1)
  expect(errorBudget({ up: 0, down: 0 }, { up: 0, down: 0 }, 0.999)).toBeNull()
})

test('a budget is whole where nothing failed, overdrawn exactly where uptime is below its target', () => {
  const looks = fc.record({ up: fc.nat(100_000), down: fc.nat(1000) })
  fc.assert(
    fc.property(looks, fc.double({ min: 0.5, max: 0.9999, noNaN: true }), (all, target) => {
      const budget = errorBudget(all, all, target)
      if (budget === null) return all.up + all.down === 0
      if (all.down === 0) return budget.left === 1 && budget.burn === 0
      return budget.left <= 1 && (Math.abs(budget.left) < 1e-9 || budget.left < 0 === budget.uptime < target)
    }),
  )
})

const period = { from: new Date('2026-11-02T00:00:00Z'), until: new Date('2026-11-16T00:00:00Z') }
const delivered = (day: string, change: Partial<Delivered> = {}): Delivered => ({
  ...{ service: 'web', environment: 'production', purpose: 'release', isVerified: true },
  ...{ endedAt: new Date(`2026-11-${day}T12:00:00Z`), commits: [new Date(`2026-11-${day}T10:00:00Z`)] },
  ...change,
})

test('a release that a rollback followed counts as failed, and one of another place does not', () => {
  const delivery = deliveryOf(
    [
      delivered('02'),
      delivered('03'),
      delivered('03', { service: 'docs' }),
      delivered('04', { purpose: 'rollback' }),
      delivered('10', { isVerified: false }),
    ],
    period,
  )
  expect(delivery).toMatchObject({ releases: 4, perWeek: 2, failed: 2, rollbacks: 1 })
  expect(delivery.leadTime).toEqual({ medianMs: 7_200_000, p90Ms: 7_200_000, known: 3 })
  expect(delivery.weeks).toEqual([
    { monday: '2026-11-02', good: 2, bad: 1 },
    { monday: '2026-11-09', good: 0, bad: 1 },
  ])
  expect(deliveryOf([], period)).toMatchObject({ releases: 0, perWeek: 0, failed: 0, weeks: [] })
})
