import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Comparison,
  judge,
  type Traffic,
  type WatchPolicy,
} from '../../../src/domain/deployment/verdict.ts'

const policy: WatchPolicy = {
  duration: 300_000,
  maxErrorRate: 0.05,
  maxErrorFactor: 2,
  maxSlowdown: 2,
  minCalls: 5,
}
const traffic = (calls: number, errors = 0, p95Ms: number | null = 40): Traffic => ({ calls, errors, p95Ms })
const compare = (after: Traffic, before: Traffic | null = traffic(100)): Comparison => ({
  what: 'checkout',
  before,
  after,
})
const verdict = (after: Traffic, before?: Traffic | null, isOver = true) =>
  judge([compare(after, before)], policy, isOver)

describe('a release', () => {
  test('passes when it answers as well as the one before', () => {
    expect(verdict(traffic(60, 1))).toMatchObject({ is: 'pass', because: [] })
  })
  test('fails when too many calls fail, and says how many', () => {
    expect(verdict(traffic(50, 6), traffic(100, 1))).toMatchObject({
      is: 'fail',
      because: ['checkout failed 6 of 50 calls (12.0%, before 1.0%).'],
    })
  })
  test('is not blamed for what was as bad before', () => {
    expect(verdict(traffic(50, 6), traffic(100, 10)).is).toBe('pass')
  })
  test('is inconclusive where the one before fails a great deal as well, but not where it mends that', () => {
    expect(verdict(traffic(50, 30), traffic(50, 30))).toMatchObject({
      is: 'inconclusive',
      because: [
        'checkout failed 30 of 50 calls, and the version before failed 60.0% of its own: something else is broken.',
      ],
    })
    expect(verdict(traffic(50, 1), traffic(50, 30)).is).toBe('pass')
  })
  test('is not taken back for a blip', () => {
    expect(verdict(traffic(6, 2)).is).toBe('pass')
  })
  test('is inconclusive where nearly nobody called, and says how many calls are missing', () => {
    expect(verdict(traffic(1))).toMatchObject({
      is: 'inconclusive',
      because: ['checkout had 1 call, and 5 are needed to judge it.'],
    })
    expect(judge([], policy, true)).toMatchObject({ is: 'inconclusive' })
  })
  test('is judged for slowness only at the end, over enough calls, and where it can be felt', () => {
    expect(verdict(traffic(60, 0, 900), traffic(100, 0, 300))).toMatchObject({
      is: 'fail',
      because: ['checkout became slow: p95 900 ms, before 300 ms.'],
    })
    expect(verdict(traffic(60, 0, 900), traffic(100, 0, 300), false).is).toBe('pass')
    expect(verdict(traffic(10, 0, 900), traffic(100, 0, 300)).is).toBe('pass')
    expect(verdict(traffic(60, 0, 200), traffic(100, 0, 20)).is).toBe('pass')
  })
})

test('more errors never turn a failure into anything better', () => {
  const counts = fc.record({
    calls: fc.integer({ min: 0, max: 500 }),
    errors: fc.integer({ min: 0, max: 500 }),
  })
  fc.assert(
    fc.property(counts, counts, ({ calls, errors }, old) => {
      const now = traffic(calls, Math.min(errors, calls))
      const before = traffic(old.calls, Math.min(old.errors, old.calls))
      const worse = traffic(calls, Math.min(now.errors + 1, calls))
      if (verdict(now, before).is === 'fail') expect(verdict(worse, before).is).toBe('fail')
    }),
  )
})
