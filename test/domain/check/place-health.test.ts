import { expect, test } from 'vitest'
import type { CheckStanding } from '../../../src/domain/check/check.ts'
import type { CheckNow } from '../../../src/domain/check/check-now.ts'
import { withChecks } from '../../../src/domain/check/place-health.ts'

const at = new Date('2026-11-23T03:00:00Z')
const check = (standing: CheckStanding, why: string | null = null): CheckNow => ({
  ...{ name: 'front', service: 'web', environment: 'production', standing, since: at, lookedAt: at },
  ...{ latencyMs: 10, why, isStale: false },
})
const green = { is: 'green' } as const
const unknown = { is: 'unknown', why: 'nothing about it can be called from here' } as const
const red = { is: 'red', why: '/ answered 503' } as const

test.each([
  [
    'a check that fails is red, though a call just went well',
    green,
    [check('failing', 'it answered 500')],
    { is: 'red', why: 'the check front fails: it answered 500' },
  ],
  ['a call that fails is red, however well the checks were', red, [check('up')], red],
  [
    'where nothing can be called, checks that are well are enough',
    unknown,
    [check('up'), check('confirming')],
    green,
  ],
  ['but not where one of them is unknown', unknown, [check('up'), check('unknown')], unknown],
  ['nor where nobody has looked yet', unknown, [check('new')], unknown],
  ['nor without any', unknown, [], unknown],
])('%s', (_, called, checks, expected) => {
  expect(withChecks(called, checks)).toEqual(expected)
})
