import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incidentDurations } from '../../../src/domain/incident/incident-durations.ts'
import { type MeasuredIncident, metricsOf } from '../../../src/domain/incident/incident-metrics.ts'
import { quantile } from '../../../src/domain/quantile.ts'
import { declaredAt, inSeconds, policy } from '../incidents.ts'

const minute = 60_000
const times = (change: Partial<MeasuredIncident> = {}): MeasuredIncident => ({
  severity: 'p0',
  state: 'resolved',
  declaredAt,
  impactAt: null,
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  ...change,
})

describe('a quantile', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 })
  const share = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100)

  test('is the smallest of the values that the share does not exceed, in whatever order they come', () => {
    fc.assert(
      fc.property(values, share, (all, wanted) => {
        const found = quantile(all, wanted) ?? Number.NaN
        const notAbove = all.filter((value) => value <= found).length
        const below = all.filter((value) => value < found).length
        expect(all).toContain(found)
        expect(notAbove / all.length).toBeGreaterThanOrEqual(wanted - 1e-9)
        expect(below / all.length).toBeLessThan(wanted)
        expect(quantile(all.toReversed(), wanted)).toBe(found)
      }),
    )
  })

  test('of ten is the fifth and the ninth, of one it is that one, and of nothing none', () => {
    const ten = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    expect([quantile(ten, 0.5), quantile(ten, 0.9)]).toEqual([50, 90])
    expect([quantile([7], 0.5), quantile([7], 0.9), quantile([], 0.5)]).toEqual([7, 7, null])
  })
})

describe('the time that a part of an incident took', () => {
  const whole = times({
    impactAt: inSeconds(-600),
    detectedAt: inSeconds(-120),
    acknowledgedAt: inSeconds(60),
    mitigatedAt: inSeconds(900),
    resolvedAt: inSeconds(3600),
  })

  test('is counted from the impact, and the acknowledgement from when it was noticed', () => {
    expect(incidentDurations(whole)).toEqual({
      ...{ detect: 8 * minute, acknowledge: 3 * minute, mitigate: 25 * minute, repair: 70 * minute },
    })
  })

  test('is counted from the declaration where nobody said more, and is unknown without an end', () => {
    const declared = times({ resolvedAt: inSeconds(1800) })
    expect(incidentDurations(declared)).toEqual({
      ...{ detect: null, acknowledge: null, mitigate: null, repair: 30 * minute },
    })
  })

  test('is unknown where it would end before it began', () => {
    const late = times({ impactAt: inSeconds(60), resolvedAt: inSeconds(30) })
    expect(incidentDurations(late)).toMatchObject({ detect: null, repair: null })
  })
})

test('incidents are counted by severity, most severe first, by month, and against their targets', () => {
  const december = new Date('2026-12-31T23:59:00Z')
  const metrics = metricsOf(
    [
      times({ severity: 'gone', resolvedAt: inSeconds(60) }),
      times({ severity: 'p1', state: 'monitoring', declaredAt: december }),
      times({ resolvedAt: inSeconds(29 * 60) }),
      times({ resolvedAt: inSeconds(31 * 60) }),
      times({ impactAt: inSeconds(-240) }),
    ],
    policy,
  )
  expect(metrics.bySeverity.map(({ severity, incidents }) => [severity, incidents])).toEqual([
    ['p0', 3],
    ['p1', 1],
    ['gone', 1],
  ])
  expect(metrics.byMonth.map(({ month, incidents }) => [month, incidents])).toEqual([
    ['2026-11', 4],
    ['2026-12', 1],
  ])
  expect(metrics.bySeverity[0]?.figures.repair).toEqual({
    medianMs: 29 * minute,
    p90Ms: 31 * minute,
    known: 2,
    of: 3,
    inTime: 1,
    judged: 2,
  })
  expect(metrics.all.figures.detect).toMatchObject({ known: 1, of: 5, inTime: 1, judged: 1 })
  expect(metrics.stillOpen).toBe(1)
})
