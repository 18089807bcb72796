import { addMilliseconds } from 'date-fns/addMilliseconds'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterLook, type CheckState, type Look, nextLookAt } from '../../../src/domain/check/check.ts'

const start = new Date('2026-11-23T03:00:00Z')
const at = (seconds: number) => addMilliseconds(start, seconds * 1000)
const fresh: CheckState = { standing: 'new', since: start, failures: 0 }
const up: Look = { is: 'up', latencyMs: 10 }
const down: Look = { is: 'down', latencyMs: null, why: 'it answered 500' }
const unknown: Look = { is: 'unknown', why: 'nobody may ask' }
const policy = { confirmAfter: 10_000, failAfter: 3 }

/** Where a check stands after looks, ten seconds apart. */
const after = (looks: readonly Look[], how = policy): CheckState =>
  looks.reduce((state, look, index) => afterLook(state, look, how, at(index * 10)).state, fresh)

test('A first failure is looked at again before it is believed', () => {
  expect(afterLook(fresh, down, policy, start)).toMatchObject({
    state: { standing: 'confirming', failures: 0 },
    counts: false,
  })
  expect(after([up, down, up])).toMatchObject({ standing: 'up', failures: 0 })
  expect(after([up, down, down])).toMatchObject({ standing: 'failing', failures: 1 })
})

test('Three failures in a row are down, counted from the first that was seen', () => {
  expect(after([up, down, down, down])).toMatchObject({ standing: 'failing', failures: 2 })
  expect(after([up, down, down, down, down])).toEqual({ standing: 'down', failures: 3, since: at(10) })
  expect(after([up, down, down, down, down, down]).since).toEqual(at(10))
})

test('Without confirmation a failure counts at once', () => {
  expect(after([up, down], { confirmAfter: 0, failAfter: 1 })).toEqual({
    standing: 'down',
    failures: 1,
    since: at(10),
  })
})

test('A look that can’t tell neither ends a run of failures nor lengthens it', () => {
  expect(after([up, down, down, unknown])).toMatchObject({ standing: 'unknown', failures: 1 })
  expect(after([up, down, down, unknown, down, down])).toMatchObject({ standing: 'down', failures: 3 })
})

test('Whatever is seen, only enough failures in a row are down, and one good look is up', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(up, down, unknown), { maxLength: 30 }), (looks) => {
      const { standing, failures } = after(looks)
      expect(standing === 'down').toBe(failures >= 3 && looks.at(-1) === down)
      if (looks.at(-1) === up) expect({ standing, failures }).toEqual({ standing: 'up', failures: 0 })
    }),
  )
})

test('Each check has its own place in the round, always later than now', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1000, max: 600_000 }), fc.nat(1e9), (name, every, ms) => {
      const now = addMilliseconds(start, ms)
      const state: CheckState = { standing: 'up', since: start, failures: 0 }
      const next = nextLookAt({ name, every, confirmAfter: 1000 }, state, now)
      expect(next > now && next.getTime() - now.getTime() <= every).toBe(true)
      expect(nextLookAt({ name, every, confirmAfter: 1000 }, state, next).getTime() - next.getTime()).toBe(
        every,
      )
    }),
  )
  const names = Array.from({ length: 500 }, (_, index) => `check-${index}`)
  const places = names.map((name) =>
    nextLookAt({ name, every: 300_000, confirmAfter: 0 }, after([up]), start),
  )
  const perMinute = Map.groupBy(places, (place) => Math.floor(place.getTime() / 60_000))
  for (const some of perMinute.values()) expect(some.length).toBeLessThan(150)
})
