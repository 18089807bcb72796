import { expect, test } from 'vitest'
import { newlyReminded, remindersFor } from '../../../src/domain/updates/reminder.ts'
import { incident } from '../incidents.ts'

const led = incident({ commander: 'U0PRIYA0001', roles: { communications: 'U0JONAS0001' } })
const alone = incident({ commander: 'U0PRIYA0001' })
const roles = (missed: number, of = led, climbAfter = 1) =>
  remindersFor(of, { climbAfter }, missed).map(({ role }) => role)

test('an update that nobody wrote is asked of communications, then of the commander, then of those on call', () => {
  expect([0, 1, 2, 3, 40].map((missed) => roles(missed))).toEqual([
    ['communications'],
    ['communications', 'commander'],
    ['communications', 'commander', 'on-call'],
    ['communications', 'commander', 'on-call'],
    ['communications', 'commander', 'on-call'],
  ])
  expect(remindersFor(led, { climbAfter: 1 }, 1)[1]).toEqual({ role: 'commander', user: 'U0PRIYA0001' })
})

test('it climbs as slowly as the team wants', () => {
  expect([1, 2, 3, 4].map((missed) => roles(missed, led, 2).length)).toEqual([1, 2, 2, 3])
})

test('a commander who writes the updates too is asked once, and then those on call', () => {
  expect([0, 1].map((missed) => roles(missed, alone))).toEqual([['commander'], ['commander', 'on-call']])
  const both = incident({ commander: 'U0PRIYA0001', roles: { communications: 'U0PRIYA0001' } })
  expect(roles(1, both)).toEqual(['commander', 'on-call'])
})

test('whoever comes in is named once', () => {
  const named = (missed: number, climbAfter = 1) => newlyReminded(led, { climbAfter }, missed)?.role ?? null
  expect([0, 1, 2, 3, 4].map((missed) => named(missed))).toEqual([null, 'commander', 'on-call', null, null])
  expect([1, 2, 3, 4].map((missed) => named(missed, 2))).toEqual([null, 'commander', null, 'on-call'])
})
