import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../../src/domain/period.ts'

const now = new Date('2026-11-23T03:00:00Z')

describe('a period', () => {
  it.each([
    ['7d', '2026-11-16T03:00:00.000Z', '2026-11-23T03:00:00.000Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2024-12', '2024-12-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'],
    ['2026-11-03', '2026-11-03T00:00:00.000Z', '2026-11-04T00:00:00.000Z'],
    ['2026-11-01..2026-11-15', '2026-11-01T00:00:00.000Z', '2026-11-16T00:00:00.000Z'],
  ])('%s', (text, from, until) => {
    expect(parsePeriod(text, now)).toEqual({ from: new Date(from), until: new Date(until) })
  })

  it.each([
    ...['0d', '7', 'd', '', '2026-13', '2026-02-30', '2026-11-15..2026-11-01', '2026-11-01..'],
    ...['2026-11-01..2026-11-02..2026-11-03', '99999d', '2026-11-01...2026-11-02'],
  ])('is not %j', (text) => {
    expect(parsePeriod(text, now)).toBe(undefined)
  })
})
