import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  dueAfterChange,
  dueAfterUpdate,
  keptOrLate,
  updateEvery,
} from '../../../src/domain/updates/update-promise.ts'
import { declaredAt, incident, inSeconds, policy } from '../incidents.ts'

const promised = (seconds: number) => ({ dueAt: inSeconds(seconds), madeAt: declaredAt, nudgedAt: null })

test('severity says how often updates are owed, and monitoring makes it half as often', () => {
  expect(dueAfterUpdate(policy, { severity: 'p0', state: 'investigating' }, declaredAt)).toEqual(
    inSeconds(900),
  )
  expect(dueAfterUpdate(policy, { severity: 'p2', state: 'identified' }, declaredAt)).toEqual(inSeconds(1800))
  expect(dueAfterUpdate(policy, { severity: 'p0', state: 'monitoring' }, declaredAt)).toEqual(inSeconds(1800))
  expect(dueAfterUpdate(policy, { severity: 'p3', state: 'investigating' }, declaredAt)).toBeNull()
})

test('a level that has left the configuration keeps the pace of the default one', () => {
  expect(updateEvery(policy, { severity: 'p7', state: 'investigating' })).toBe(900_000)
})

test('a graver severity is counted from the last update, but leaves the time of a reminder', () => {
  const before = incident({ severity: 'p2', promise: promised(1800) })
  const to = { severity: 'p0', state: 'investigating' } as const
  expect(dueAfterChange(policy, before, to, inSeconds(60))).toEqual(inSeconds(900))
  expect(dueAfterChange(policy, before, to, inSeconds(1000))).toEqual(inSeconds(1180))
})

test('a change that leaves the pace as it is leaves the promise as it is', () => {
  const before = incident({ severity: 'p0', promise: promised(900) })
  expect(dueAfterChange(policy, before, { severity: 'p1', state: 'identified' }, inSeconds(890))).toEqual(
    inSeconds(900),
  )
})

test('an incident without promises owes an update soon once it is graver', () => {
  const before = incident({ severity: 'p3', promise: null })
  expect(dueAfterChange(policy, before, { severity: 'p1', state: 'investigating' }, inSeconds(7200))).toEqual(
    inSeconds(7380),
  )
})

test('a change never makes an update due in the past', () => {
  const paces = fc.record({
    severity: fc.constantFrom('p0', 'p1', 'p2', 'p3'),
    state: fc.constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const),
  })
  fc.assert(
    fc.property(paces, paces, fc.integer({ min: 0, max: 899 }), (from, to, seconds) => {
      const due = dueAfterUpdate(policy, from, declaredAt)
      const before = incident({ ...from, promise: due && { ...promised(0), dueAt: due } })
      const next = dueAfterChange(policy, before, to, inSeconds(seconds))
      expect(next === null).toBe(to.severity === 'p3')
      if (next) expect(next.getTime()).toBeGreaterThan(inSeconds(seconds).getTime())
    }),
  )
})

test('an update at its very moment is in time', () => {
  expect(keptOrLate(promised(900), inSeconds(900))).toBe('kept')
  expect(keptOrLate(promised(900), inSeconds(901))).toBe('late')
})
