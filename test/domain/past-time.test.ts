import { expect, test } from 'vitest'
import { parsePast } from '../../commands/lifecycle/past-grammar.ts'
import { pastMomentOf } from '../../src/domain/past-time.ts'

const now = new Date('2026-11-23T03:00:00Z')
const said = (text: string, at = now, zone = 'Europe/Berlin') => {
  const parsed = parsePast(text.split(' '))
  return parsed && pastMomentOf(parsed, zone, at).toISOString()
}

test.each([
  ['3:30', '2026-11-23T02:30:00.000Z'],
  ['at 23:00', '2026-11-22T22:00:00.000Z'],
  ['yesterday 22:00', '2026-11-22T21:00:00.000Z'],
  ['today at 2:15am', '2026-11-23T01:15:00.000Z'],
  ['2026-11-20 14:05', '2026-11-20T13:05:00.000Z'],
  ['20m ago', '2026-11-23T02:40:00.000Z'],
  ['2 hours ago', '2026-11-23T01:00:00.000Z'],
  ['now', '2026-11-23T03:00:00.000Z'],
])('“%s” has passed', (text, moment) => {
  expect(said(text)).toBe(moment)
})

test.each(['', 'tomorrow 9:00', '25:00', 'lunch', '3', '10:00 11:00 12:00', 'yesterday'])(
  '“%s” is no time that has passed',
  (text) => {
    expect(said(text)).toBeNull()
  },
)

test('an hour that came twice is the last of the two that is over', () => {
  expect(said('2:30', new Date('2026-10-25T00:45:00Z'))).toBe('2026-10-25T00:30:00.000Z')
  expect(said('2:30', new Date('2026-10-25T03:00:00Z'))).toBe('2026-10-25T01:30:00.000Z')
})
