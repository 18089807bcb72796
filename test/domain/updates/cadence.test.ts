import { expect, test } from 'vitest'
import { paceInWords, relaxOffers } from '../../../src/domain/updates/cadence.ts'
import { incident, inSeconds, policy } from '../incidents.ts'

const minute = 60_000
const later = (minutes: number) => inSeconds(minutes * 60)

test('slower updates are offered once an incident has been open for two hours', () => {
  expect(relaxOffers(incident(), policy, later(119))).toEqual([])
  expect(relaxOffers(incident(), policy, later(120))).toEqual([30 * minute, 60 * minute])
})

test('only what is slower than now is offered, and nothing where none is owed or one was chosen', () => {
  const offers = (change: Parameters<typeof incident>[0]) => relaxOffers(incident(change), policy, later(200))
  expect(offers({ severity: 'p2' })).toEqual([60 * minute])
  expect(offers({ state: 'monitoring' })).toEqual([60 * minute])
  expect(offers({ severity: 'p3' })).toEqual([])
  expect(offers({ relaxedEvery: 30 * minute })).toEqual([])
  const pause = { at: later(1), by: 'U0MAYA00001', because: 'asleep', until: null }
  expect(offers({ pause })).toEqual([])
})

test.each([
  [30 * minute, 'every 30 minutes'],
  [60 * minute, 'every hour'],
  [120 * minute, 'every 2 hours'],
  [90_000, 'every 90 seconds'],
  [minute, 'every minute'],
])('%i ms is %s', (ms, words) => {
  expect(paceInWords(ms)).toBe(words)
})
