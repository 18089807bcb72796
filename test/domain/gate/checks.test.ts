import { describe, expect, test } from 'vitest'
import type { Check } from '../../../src/domain/deployment/release.ts'
import { awaitedChecks, requiredChecks, withMissing } from '../../../src/domain/gate/checks.ts'

const checks: Check[] = [
  { name: 'lint', state: 'failed' },
  { name: 'test', state: 'passed' },
  { name: 'build', state: 'pending' },
]

describe('checks that must pass', () => {
  test('are all that ran, none, or those that are named', () => {
    expect(requiredChecks('required', checks)).toEqual(checks)
    expect(requiredChecks('shown', checks)).toEqual([])
    expect(requiredChecks(['test', 'e2e'], checks).map(({ name }) => name)).toEqual(['test'])
  })

  test('are missing only where they are named and nothing of that name ran', () => {
    expect(withMissing(['test', 'e2e'], checks).slice(3)).toEqual([{ name: 'e2e', state: 'missing' }])
    expect(withMissing('required', [])).toEqual([])
    expect(withMissing('shown', checks)).toEqual(checks)
  })

  test.each([
    ['required', '1 check: build'],
    ['shown', null],
    [['test'], null],
    [['lint'], null],
    [['build', 'e2e'], '2 checks: build, e2e (has not reported)'],
  ] as const)('%s: waits for %s', (policy, awaited) => {
    const names = typeof policy === 'string' ? policy : [...policy]
    expect(awaitedChecks(names, withMissing(names, checks))).toBe(awaited)
  })
})
