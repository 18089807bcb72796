import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isTimeZone,
  momentAt,
  mondayBefore,
  parseClock,
  parseDate,
  parseWeekday,
  wallClock,
} from '../../src/domain/local-time.ts'

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'UTC',
]
const zone = fc.constantFrom(...zones)
const moment = fc.date({ min: new Date('2010-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
const wall = (text: string) => Date.parse(`${text}Z`)
const at = (timeZone: string, text: string, which?: 'first' | 'last') =>
  momentAt(timeZone, wall(text), which).toISOString()

describe('a wall clock', () => {
  test.each([
    ['Europe/Berlin', '2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
    ['Asia/Kolkata', '2026-07-01T12:00', '2026-07-01T06:30:00.000Z'],
    ['America/New_York', '2026-01-15T23:30', '2026-01-16T04:30:00.000Z'],
    // Skipped in spring: the moment of the jump.
    ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:00:00.000Z'],
    ['America/New_York', '2026-03-08T02:00', '2026-03-08T07:00:00.000Z'],
    // A whole day that Samoa never had.
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z'],
  ])('in %s that shows %s is at %s', (timeZone, text, moment) => {
    expect(at(timeZone, text)).toBe(moment)
    expect(at(timeZone, text, 'last')).toBe(moment)
  })

  test('shows an hour of autumn twice', () => {
    expect(at('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('Europe/Berlin', '2026-10-25T02:30', 'last')).toBe('2026-10-25T01:30:00.000Z')
  })

  test('and back gives the moment, or the other of the two that look the same', () => {
    fc.assert(
      fc.property(zone, moment, (timeZone, when) => {
        const shown = wallClock(timeZone, when)
        const [first, last] = [momentAt(timeZone, shown, 'first'), momentAt(timeZone, shown, 'last')]
        expect([first.getTime(), last.getTime()]).toContain(when.getTime())
        expect(first <= last).toBe(true)
        expect([wallClock(timeZone, first), wallClock(timeZone, last)]).toEqual([shown, shown])
      }),
    )
  })

  test('never runs backwards when asked for a later time', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 3_000_000 }), (timeZone, when, seconds) => {
        const shown = wallClock(timeZone, when)
        const [earlier, later] = [momentAt(timeZone, shown), momentAt(timeZone, shown + seconds * 1000)]
        expect(earlier <= later).toBe(true)
      }),
    )
  })
})

test('words of a calendar', () => {
  expect(['24:00', '9:05', '24:01', '7:60', '7', 'x'].map(parseClock)).toEqual([
    1440,
    545,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(['Mon', 'sunday', 'FRIDAY', 'mo'].map(parseWeekday)).toEqual([0, 6, 4, undefined])
  expect(['2026-12-24', '2028-02-29'].map(parseDate)).toEqual([
    wall('2026-12-24T00:00'),
    wall('2028-02-29T00:00'),
  ])
  expect(['2026-02-29', '2026-13-01', '24.12.2026'].map(parseDate)).toEqual([undefined, undefined, undefined])
  expect(['Europe/Berlin', 'UTC', 'Europe/Berln', '', '+02:00'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(mondayBefore(wall('2026-11-22T23:59'))).toBe(wall('2026-11-16T00:00'))
  expect(mondayBefore(wall('2026-11-23T00:00'))).toBe(wall('2026-11-23T00:00'))
})
