import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onCallAt, type Rotation } from '../../../src/domain/paging/on-call.ts'

const dayMs = 86_400_000
const wall = (text: string): number => Date.parse(`${text}Z`)

const weekly: Rotation = {
  people: ['UMAYA', 'UTOMAS', 'UPRIYA'],
  begins: wall('2026-10-05T09:00'),
  every: 7 * dayMs,
  timeZone: 'Europe/Berlin',
  overrides: [],
}
const daily: Rotation = {
  ...weekly,
  people: ['UMAYA', 'UTOMAS'],
  begins: wall('2026-10-20T02:30'),
  every: dayMs,
}

const told = (rotation: Rotation, at: string) => {
  const { now, next } = onCallAt(rotation, new Date(at))
  return `${now.user} until ${now.until?.toISOString()}, then ${next?.user}`
}

describe('who is on call', () => {
  it('changes at nine by the wall clock, in winter as in summer', () => {
    expect(told(weekly, '2026-10-19T06:59:59Z')).toBe('UTOMAS until 2026-10-19T07:00:00.000Z, then UPRIYA')
    expect(told(weekly, '2026-10-19T07:00:00Z')).toBe('UPRIYA until 2026-10-26T08:00:00.000Z, then UMAYA')
    expect(told(weekly, '2026-10-26T07:59:59Z')).toContain('UPRIYA until')
  })

  it('changes once in the night in which 2:30 comes twice, and at the jump where it is skipped', () => {
    expect(told(daily, '2026-10-25T00:29:00Z')).toBe('UMAYA until 2026-10-25T00:30:00.000Z, then UTOMAS')
    expect(told(daily, '2026-10-25T01:10:00Z')).toBe('UTOMAS until 2026-10-26T01:30:00.000Z, then UMAYA')
    const spring = { ...daily, begins: wall('2027-03-27T02:30') }
    expect(told(spring, '2027-03-28T00:59:59Z')).toBe('UMAYA until 2027-03-28T01:00:00.000Z, then UTOMAS')
  })

  it('is nobody before the first shift, and while an override says so', () => {
    expect(told(weekly, '2026-10-01T00:00:00Z')).toBe('null until 2026-10-05T07:00:00.000Z, then UMAYA')
    const empty = {
      ...weekly,
      overrides: [{ user: null, from: wall('2026-10-20T00:00'), to: wall('2026-10-21T00:00') }],
    }
    expect(told(empty, '2026-10-20T12:00:00Z')).toBe('null until 2026-10-20T22:00:00.000Z, then UPRIYA')
  })

  it('is whom the last override names, and one person’s shifts in a row are one', () => {
    const overrides = [
      { user: 'UMAYA', from: wall('2026-10-20T00:00'), to: wall('2026-10-23T00:00') },
      { user: 'UTOMAS', from: wall('2026-10-21T00:00'), to: wall('2026-10-22T00:00') },
    ]
    expect(told({ ...weekly, overrides }, '2026-10-20T12:00:00Z')).toBe(
      'UMAYA until 2026-10-20T22:00:00.000Z, then UTOMAS',
    )
    expect(told({ ...weekly, overrides }, '2026-10-21T12:00:00Z')).toBe(
      'UTOMAS until 2026-10-21T22:00:00.000Z, then UMAYA',
    )
    expect(told({ ...weekly, people: ['UMAYA'] }, '2026-10-20T12:00:00Z')).toBe(
      'UMAYA until undefined, then undefined',
    )
  })

  it('is always somebody of the list from the first shift on, and never two at once', () => {
    const moment = fc.integer({ min: wall('2026-10-07T00:00'), max: wall('2029-01-01T00:00') })
    const rotation = fc.record({
      every: fc.integer({ min: 1, max: 14 }).map((days) => days * dayMs),
      begins: fc.integer({ min: wall('2026-10-01T00:00'), max: wall('2026-10-05T00:00') }),
    })
    fc.assert(
      fc.property(moment, rotation, (at, part) => {
        const { now, next } = onCallAt({ ...weekly, ...part }, new Date(at))
        expect(weekly.people).toContain(now.user)
        expect(now.from?.getTime()).toBeLessThanOrEqual(at)
        expect(now.until?.getTime()).toBeGreaterThan(at)
        expect(weekly.people.indexOf(next?.user ?? '')).toBe((weekly.people.indexOf(now.user ?? '') + 1) % 3)
      }),
    )
  })
})
