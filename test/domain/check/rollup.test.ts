import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  emptyRollup,
  latencyBounds,
  latencyQuantile,
  summed,
  uptimeOf,
  withLook,
} from '../../../src/domain/check/rollup.ts'
import { quantile } from '../../../src/domain/quantile.ts'

const start = new Date('2026-11-23T03:00:00Z')
const of = (latencies: readonly number[]) =>
  latencies.reduce((rollup, latencyMs) => withLook(rollup, { is: 'up', latencyMs }), emptyRollup(start))

test('Quantiles of counted latencies are at most a quarter above the real ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 30_000, noNaN: true }), { minLength: 1, maxLength: 100 }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (latencies, share) => {
        const real = quantile(latencies, share) ?? 0
        const counted = latencyQuantile(of(latencies), share) ?? 0
        expect(counted).toBeGreaterThanOrEqual(real)
        expect(counted).toBeLessThanOrEqual(Math.max(real * 1.26, 1) + 0.1)
      },
    ),
  )
})

test('Without answers there is no quantile and no uptime', () => {
  const silent = withLook(emptyRollup(start), { is: 'unknown', why: 'nobody may ask' })
  expect(latencyQuantile(silent, 0.5)).toBeNull()
  expect(uptimeOf(silent)).toBeNull()
  expect(uptimeOf(withLook(silent, { is: 'down', latencyMs: null, why: 'gone' }))).toBe(0)
})

test('Counts of several add up', () => {
  const both = summed([of([10, 20]), of([4000])], start)
  expect(both).toMatchObject({ up: 3, down: 0, latencySumMs: 4030 })
  expect(latencyQuantile(both, 0.99)).toBe(latencyBounds.find((bound) => bound >= 4000))
})
