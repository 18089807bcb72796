import { addHours } from 'date-fns/addHours'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastOf, type Point } from '../../../src/domain/measure/forecast.ts'

const now = new Date('2026-11-23T03:00:00Z')
const hours = (count: number, value: (hour: number) => number): Point[] =>
  Array.from({ length: count }, (_, index) => ({
    at: addHours(now, index - count + 1),
    value: value(index - count + 1),
  }))
const daysTo = (at: Date | null) => (at ? (at.getTime() - now.getTime()) / 86_400_000 : Number.NaN)
/** Up and down by the hour, the same in every test. */
const noise = (hour: number) => Math.sin(hour * 12.9898) * 3

describe('when a limit is reached', () => {
  it('is the crossing of the line, where nothing is uncertain', () => {
    const found = forecastOf(
      hours(14 * 24, (hour) => 50 + hour / 24),
      60,
      now,
    )
    if (found.is !== 'expected') throw new Error(found.is)
    expect(daysTo(found.earliest)).toBeCloseTo(10, 1)
    expect(daysTo(found.latest)).toBeCloseTo(10, 1)
  })
  it('is a span around it, where values scatter', () => {
    const found = forecastOf(
      hours(14 * 24, (hour) => 50 + hour / 24 + noise(hour)),
      60,
      now,
    )
    if (found.is !== 'expected') throw new Error(found.is)
    expect(daysTo(found.earliest)).toBeGreaterThan(4)
    expect(daysTo(found.earliest)).toBeLessThan(9)
    expect(daysTo(found.latest)).toBeGreaterThan(11)
    expect(daysTo(found.latest)).toBeLessThan(16)
  })
  it('is nothing to be told of what falls, of what only scatters, and of too few values', () => {
    expect(
      forecastOf(
        hours(100, (hour) => 50 - hour),
        90,
        now,
      ).is,
    ).toBe('falling')
    expect(
      forecastOf(
        hours(100, (hour) => 50 + noise(hour)),
        90,
        now,
      ).is,
    ).toBe('unclear')
    expect(
      forecastOf(
        hours(100, () => 50),
        90,
        now,
      ).is,
    ).toBe('unclear')
    expect(
      forecastOf(
        hours(40, (hour) => 50 + hour),
        90,
        now,
      ),
    ).toEqual({ is: 'too-few', points: 40 })
    expect(forecastOf([], 90, now).is).toBe('too-few')
  })
  it('is now where it is reached, and never where that is more than a year away', () => {
    expect(
      forecastOf(
        hours(3, () => 91),
        90,
        now,
      ).is,
    ).toBe('reached')
    expect(
      forecastOf(
        hours(336, (hour) => 50 + hour / 10_000),
        90,
        now,
      ).is,
    ).toBe('far')
  })
  it('ends no sooner than it begins, never lies in the past, and comes sooner for a lower limit', () => {
    const some = fc.record({
      slope: fc.double({ min: 0.01, max: 1, noNaN: true }),
      scatter: fc.double({ min: 0, max: 3, noNaN: true }),
      count: fc.integer({ min: 60, max: 336 }),
      limit: fc.double({ min: 60, max: 200, noNaN: true }),
    })
    fc.assert(
      fc.property(some, ({ slope, scatter, count, limit }) => {
        const points = hours(count, (hour) => 40 + slope * hour + (scatter * noise(hour)) / 3)
        const [found, sooner] = [forecastOf(points, limit, now), forecastOf(points, limit - 10, now)]
        if (found.is !== 'expected') return
        expect(found.earliest.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect((found.latest ?? addHours(now, 9000)).getTime()).toBeGreaterThanOrEqual(
          found.earliest.getTime(),
        )
        if (sooner.is === 'expected')
          expect(sooner.earliest.getTime()).toBeLessThanOrEqual(found.earliest.getTime())
        // Nine of ten, so the line itself always lies within.
        const crossing = addHours(now, (limit - 40) / slope)
        if (scatter < 0.001)
          expect(Math.abs(found.earliest.getTime() - crossing.getTime())).toBeLessThan(7_200_000)
      }),
      { numRuns: 100 },
    )
  })
})
