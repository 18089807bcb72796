import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AlertRule, afterValue, isFiring, type RuleState } from '../../../src/domain/alert/rule.ts'

const minute = 60_000
const at = (minutes: number) => new Date(Date.parse('2026-11-23T03:00:00Z') + minutes * minute)

const slow: AlertRule = {
  ...{ name: 'slow', metric: { kind: 'queue' }, limit: { is: 'above', at: 100, clear: 80 } },
  ...{ for: 5 * minute, clearFor: 3 * minute, missingFor: 10 * minute, level: 'warning' },
  ...{ service: null, environment: null, runbook: null, title: null },
}
const quiet: RuleState = { standing: 'quiet', since: at(0), unknownSince: null, isMissing: false }

/** How the rule stands after each of these numbers, one a minute. */
const run = (values: readonly (number | null)[], rule = slow): RuleState[] => {
  let state = quiet
  return values.map((value, index) => {
    state = afterValue(state, value, rule, at(index))
    return state
  })
}
const standings = (values: readonly (number | null)[], rule = slow) =>
  run(values, rule).map(({ standing }) => standing)

test('A number that is too high for long enough fires, and is over once it is well for long enough', () => {
  const high = [120, 120, 120, 120, 120, 120]
  expect(standings(high).slice(-2)).toEqual(['pending', 'firing'])
  expect(standings([...high, 90, 79, 80, 70, 60]).slice(-5)).toEqual([
    ...['firing', 'clearing', 'clearing', 'clearing', 'quiet'],
  ])
  expect(standings([...high, 79, 81]).slice(-2)).toEqual(['clearing', 'firing'])
  expect(standings([120, 120, 100, 120])).toEqual(['pending', 'pending', 'quiet', 'pending'])
  const low = { ...slow, limit: { is: 'below', at: 10, clear: 20 }, for: 0, clearFor: 0 } as const
  expect(standings([10, 9, 19, 20], low)).toEqual(['quiet', 'firing', 'firing', 'quiet'])
})

test('A number that nobody knows neither fires nor clears, and is told as missing after its time', () => {
  const gap = Array.from({ length: 9 }, () => null)
  const states = run([120, 120, ...gap, 120, 120, 120, 120])
  expect(states[10]).toMatchObject({ standing: 'pending', isMissing: false })
  // Two minutes are left of the five when it is known again.
  expect(states.slice(11).map(({ standing }) => standing)).toEqual([
    'pending',
    'pending',
    'pending',
    'firing',
  ])
  expect(run([120, ...gap, null, null]).at(-1)).toMatchObject({ isMissing: true, standing: 'pending' })
  expect(run([120, ...gap, null, null, 5]).at(-1)).toMatchObject({ isMissing: false, standing: 'quiet' })
  const present = { ...slow, limit: null }
  expect(run([1, ...gap, null, null], present).at(-1)).toMatchObject({ isMissing: true, standing: 'quiet' })
})

const numbers = fc.array(fc.option(fc.integer({ min: 0, max: 200 }), { freq: 4 }), { maxLength: 60 })

test('Whatever the numbers, it never fires too early, never ends inside the hysteresis, and gaps change nothing', () => {
  fc.assert(
    fc.property(numbers, fc.nat(6), fc.nat(6), (values, held, clearFor) => {
      const rule = { ...slow, for: held * minute, clearFor: clearFor * minute, missingFor: null }
      const states = run(values, rule)
      let before = quiet
      for (const [index, state] of states.entries()) {
        const value = values[index] ?? null
        if (value === null) expect(state.standing).toBe(before.standing)
        if (isFiring(state) && !isFiring(before))
          expect(longest(values, index, (one) => one > 100)).toBeGreaterThanOrEqual(held)
        if (!isFiring(state) && isFiring(before))
          expect(longest(values, index, (one) => one <= 80)).toBeGreaterThanOrEqual(clearFor)
        before = state
      }
      const known = values.filter((value) => value !== null)
      const last = run(known, rule).at(-1)?.standing ?? 'quiet'
      if (values.indexOf(null) < 0) expect(before.standing).toBe(last)
    }),
  )
})

/** Minutes, as far as they are known, that every number up to this one has been so. */
function longest(
  values: readonly (number | null)[],
  until: number,
  isSo: (value: number) => boolean,
): number {
  let minutes = 0
  for (let index = until - 1; index >= 0; index -= 1) {
    const value = values[index] ?? null
    if (value !== null && !isSo(value)) break
    if (value !== null) minutes += 1
  }
  return minutes
}
