import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type FreezePolicy,
  type FreezeWindow,
  freezeAgainst,
  spanAround,
} from '../../../src/domain/gate/freeze.ts'
import { wallClock } from '../../../src/domain/local-time.ts'

const minute = 60_000
const day = 24 * 60
const week = 7 * day
const web = { service: 'web', environment: 'production' }
const wall = (text: string) => Date.parse(`${text}Z`)

const freeze = (window: FreezeWindow, facts: Partial<FreezePolicy> = {}): FreezePolicy => ({
  name: 'Weekend',
  environments: ['production'],
  services: [],
  timeZone: 'Europe/Berlin',
  window,
  except: [],
  ...facts,
})
const weekly = (from: number, to: number, facts: Partial<FreezePolicy> = {}) =>
  freeze({ is: 'weekly', from, to }, facts)
const once = (from: string, to: string, facts: Partial<FreezePolicy> = {}) =>
  freeze({ is: 'once', from: wall(from), to: wall(to) }, facts)
const until = (policies: FreezePolicy[], at: string, passed: string[] = []) =>
  freezeAgainst(policies, web, passed, new Date(at))?.until.toISOString() ?? null

/** Friday 16:00 to Monday 08:00. */
const weekend = (facts: Partial<FreezePolicy> = {}) => weekly(4 * day + 16 * 60, 8 * 60, facts)

describe('a weekly freeze over the week’s end', () => {
  test.each([
    ['Europe/Berlin', '2026-11-20T14:59:59Z', null],
    ['Europe/Berlin', '2026-11-20T15:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['Europe/Berlin', '2026-11-23T06:59:59Z', '2026-11-23T07:00:00.000Z'],
    ['Europe/Berlin', '2026-11-23T07:00:00Z', null],
    // Summer time begins and ends within it.
    ['Europe/Berlin', '2027-03-27T12:00:00Z', '2027-03-29T06:00:00.000Z'],
    ['Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T07:00:00.000Z'],
    ['America/New_York', '2026-03-06T21:00:00Z', '2026-03-09T12:00:00.000Z'],
    ['America/New_York', '2026-10-30T19:59:00Z', null],
    ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-02T13:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-20T10:30:00Z', '2026-11-23T02:30:00.000Z'],
    ['Pacific/Apia', '2026-11-20T03:00:00Z', '2026-11-22T19:00:00.000Z'],
    // Friday the 30th of December 2011 was left out in Samoa: frozen from where it would have been.
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2012-01-01T18:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', null],
  ])('in %s at %s: until %s', (timeZone, at, end) => {
    expect(until([weekend({ timeZone })], at)).toBe(end)
  })

  test('covers an hour that comes twice both times, and begins at the jump where its begin is skipped', () => {
    const night = weekly(6 * day + 2 * 60 + 30, 6 * day + 2 * 60 + 45)
    expect(until([night], '2026-10-25T00:30:00Z')).toBe('2026-10-25T01:45:00.000Z')
    expect(until([night], '2027-03-28T01:00:00Z')).toBe(null)
    const morning = weekly(6 * day + 2 * 60 + 30, 6 * day + 4 * 60)
    expect(until([morning], '2027-03-28T00:59:59Z')).toBe(null)
    expect(until([morning], '2027-03-28T01:00:00Z')).toBe('2027-03-28T02:00:00.000Z')
  })
})

describe('a freeze', () => {
  const christmas = once('2026-12-23T18:00', '2027-01-02T00:00', { name: 'Christmas' })

  test('between dates ends for good', () => {
    expect(until([christmas], '2026-12-23T16:59:00Z')).toBe(null)
    expect(until([christmas], '2026-12-23T17:00:00Z')).toBe('2027-01-01T23:00:00.000Z')
    expect(spanAround(christmas, new Date('2027-01-01T23:00:00Z'))).toBe(null)
  })

  test('holds only where it is meant for', () => {
    const docs = weekend({ services: ['docs'] })
    const staging = weekend({ environments: ['staging'] })
    expect(until([docs, staging], '2026-11-21T12:00:00Z')).toBe(null)
  })

  test('is passed by whoever is excepted, and its neighbour still holds them', () => {
    expect(until([weekend()], '2026-11-21T12:00:00Z', ['Weekend'])).toBe(null)
    // The 2nd of January 2027 is a Saturday, so the weekend adjoins.
    expect(until([weekend(), christmas], '2026-12-30T12:00:00Z')).toBe('2027-01-04T07:00:00.000Z')
    expect(until([weekend(), christmas], '2026-12-30T12:00:00Z', ['Weekend'])).toBe(
      '2027-01-01T23:00:00.000Z',
    )
    expect(until([weekend(), christmas], '2026-12-30T12:00:00Z', ['Christmas'])).toBe(null)
  })

  test('that never ends is told within a year or so', () => {
    const always = [weekly(0, 4 * day), weekly(4 * day, 0, { name: 'Rest' })]
    const end = freezeAgainst(always, web, [], new Date('2026-11-21T12:00:00Z'))?.until ?? new Date(0)
    expect(end > new Date('2027-11-20') && end < new Date('2027-12-10')).toBe(true)
  })
})

describe('whatever the windows', () => {
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia')
  const moment = fc.date({ min: new Date('2012-02-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  const time = fc.integer({ min: 0, max: week - 1 })
  const policies = fc.array(
    fc.tuple(time, time, zone).map(([from, to, timeZone]) => weekly(from, to, { timeZone })),
    { minLength: 1, maxLength: 3 },
  )

  test('the end is the first moment that is not frozen, and every moment before it is', () => {
    fc.assert(
      fc.property(policies, moment, fc.double({ min: 0, max: 1, noNaN: true }), (all, at, share) => {
        const frozen = freezeAgainst(all, web, [], at)
        if (!frozen || frozen.until.getTime() - at.getTime() > 300 * day * minute) return
        const between = new Date(at.getTime() + share * (frozen.until.getTime() - at.getTime() - 1))
        expect(freezeAgainst(all, web, [], between)?.until).toEqual(frozen.until)
        expect(freezeAgainst(all, web, [], frozen.until)).toBe(null)
      }),
    )
  })

  test('a moment is frozen where its own wall clock says so', () => {
    fc.assert(
      fc.property(time, time, zone, moment, (from, to, timeZone, at) => {
        // Away from the hours that are skipped or come twice, the wall clock alone decides.
        const shown = (wallClock(timeZone, at) / minute + 3 * day) % week
        const isNearChange =
          wallClock(timeZone, new Date(at.getTime() - 172_800_000)) + 172_800_000 !==
            wallClock(timeZone, at) ||
          wallClock(timeZone, new Date(at.getTime() + 172_800_000)) - 172_800_000 !== wallClock(timeZone, at)
        fc.pre(!isNearChange && from !== to)
        const isIn = from < to ? shown >= from && shown < to : shown >= from || shown < to
        expect(freezeAgainst([weekly(from, to, { timeZone })], web, [], at) !== null).toBe(isIn)
      }),
    )
  })
})
