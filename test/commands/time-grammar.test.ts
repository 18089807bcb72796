import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeStart } from '../../commands/time-grammar.ts'
import { momentOf } from '../../src/domain/deployment/start-time.ts'
import { isRefusal } from '../../src/domain/refusal.ts'

/** When it would start in Stockholm, and what is left of the words. */
function started(text: string, now = '2026-11-23T03:00:00Z', timeZone = 'Europe/Stockholm'): string {
  const taken = takeStart(text.split(' '))
  if (isRefusal(taken)) return 'no time'
  const rest = taken.rest.length > 0 ? ` | ${taken.rest.join(' ')}` : ''
  return (
    (taken.start ? momentOf(taken.start, timeZone, new Date(now)).toISOString().slice(0, 16) : 'at once') +
    rest
  )
}

describe('a time, as typed on Monday the 23rd of November at 4:00 in Stockholm', () => {
  test.each([
    ['at 22:00', '2026-11-23T21:00'],
    ['at 22', '2026-11-23T21:00'],
    ['at 3:30', '2026-11-24T02:30'],
    ['at 24:00', '2026-11-23T23:00'],
    ['at 9pm because it is quiet', '2026-11-23T20:00 | because it is quiet'],
    ['at 12am', '2026-11-23T23:00'],
    ['At Tomorrow 9:00', '2026-11-24T08:00'],
    ['tomorrow at 9:30am', '2026-11-24T08:30'],
    ['today 9:00', '2026-11-23T08:00'],
    ['today at 3:00', '2026-11-23T02:00'],
    ['at friday 9:00', '2026-11-27T08:00'],
    ['on mon at 9:00', '2026-11-23T08:00'],
    ['monday 3:00', '2026-11-30T02:00'],
    ['at 2026-12-01 09:00', '2026-12-01T08:00'],
    ['2026-12-01 9:00 because', '2026-12-01T08:00 | because'],
    ['in 2h', '2026-11-23T05:00'],
    ['in 1h 30m', '2026-11-23T04:30'],
    ['in 90 minutes because of it', '2026-11-23T04:30 | because of it'],
    ['in 1 day', '2026-11-24T03:00'],
    ['because at 22:00', 'at once | because at 22:00'],
    ['friday is a good day', 'at once | friday is a good day'],
    ['at 25:00', 'no time'],
    ['at 13pm', 'no time'],
    ['at last', 'no time'],
    ['at', 'no time'],
    ['tomorrow', 'no time'],
    ['on friday', 'no time'],
    ['on 9:00', 'no time'],
    ['at 2026-02-30 9:00', 'no time'],
    ['in a while', 'no time'],
    ['in 0m', 'no time'],
  ])('%s: %s', (text, meant) => {
    expect(started(text)).toBe(meant)
  })

  test('is the moment of the jump where summer time skips it, and the one to come where it comes twice', () => {
    expect(started('at 2:30', '2027-03-27T12:00:00Z')).toBe('2027-03-28T01:00')
    expect(started('at 2:30', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30')
    expect(started('at 2:30', '2026-10-25T00:45:00Z')).toBe('2026-10-25T01:30')
    expect(started('at 2:30', '2026-10-25T01:45:00Z')).toBe('2026-10-26T01:30')
  })

  test('is read by the clock of whoever types it', () => {
    expect(started('at 9:00', undefined, 'Asia/Kolkata')).toBe('2026-11-23T03:30')
    expect(started('tomorrow 9:00', '2026-11-23T20:00:00Z', 'Pacific/Apia')).toBe('2026-11-24T20:00')
  })
})

test('whatever is typed gives a time to come within eight days, keeps the words behind it, or is no time', () => {
  const word = fc.constantFrom(
    'at',
    'in',
    'tomorrow',
    'friday',
    '9:00',
    '22',
    '9pm',
    '2h',
    'because',
    'main',
    'on',
  )
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia')
  const moment = fc.date({ min: new Date('2012-02-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, fc.string({ maxLength: 8 }))),
      zone,
      moment,
      (words, timeZone, now) => {
        const taken = takeStart(words)
        if (isRefusal(taken)) return
        expect(words.slice(words.length - taken.rest.length)).toEqual(taken.rest)
        if (!taken.start || taken.start.is === 'date' || taken.start.is === 'today') return
        const ahead = momentOf(taken.start, timeZone, now).getTime() - now.getTime()
        expect(ahead).toBeGreaterThan(0)
        if (taken.start.is !== 'in') expect(ahead).toBeLessThanOrEqual(8 * 86_400_000)
      },
    ),
  )
})
