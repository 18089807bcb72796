import { describe, expect, it } from 'vitest'
import { driftBetween } from '../../../src/domain/deployment/drift.ts'
import type { FunctionThen } from '../../../src/domain/deployment/plan.ts'
import type { LiveFunction } from '../../../src/domain/deployment/release.ts'

const left = { deployment: 41, sha: 'def5678', buildId: 'dpl_1' }

describe('drift', () => {
  it.each([
    ['the same build', { buildId: 'dpl_1' }, { is: 'none' }],
    ['another build of the same commit', { buildId: 'dpl_2', sha: 'def5678' }, { is: 'none' }],
    ['another commit', { buildId: 'dpl_2', sha: 'abc1234' }, { is: 'drifted', deployment: 41 }],
    ['another build of an unknown commit', { buildId: 'dpl_2' }, { is: 'drifted' }],
    ['something of which nothing is told', { url: 'https://x' }, { is: 'unknown' }],
    ['nothing', null, { is: 'drifted' }],
  ])('of a site that runs %s', (_what, live, expected) => {
    expect(driftBetween(live, left)).toMatchObject(expected)
  })

  it('is nothing to speak of where Pilothouse left nothing', () => {
    expect(driftBetween({ sha: 'abc1234' }, null)).toBe(null)
    expect(driftBetween({ sha: 'abc1234' }, { ...left, deployment: null })).toBe(null)
  })

  const one: LiveFunction = { slug: 'search', hash: 'aaa', version: 18, verifyJwt: false }
  const there: FunctionThen = { is: 'there', ...one }
  const absent: FunctionThen = { is: 'absent', slug: 'search', hash: null, version: null }
  it.each([
    ['the same bytes as another version', [{ ...one, version: 19 }], there, { is: 'none' }],
    ['other bytes', [{ ...one, hash: 'bbb' }], there, { is: 'drifted', functions: ['search'] }],
    ['a changed check of tokens', [{ ...one, verifyJwt: true }], there, { is: 'drifted' }],
    ['the same version without a hash', [{ ...one, hash: null }], there, { is: 'none' }],
    ['another version without a hash', [{ ...one, hash: null, version: 19 }], there, { is: 'unknown' }],
    ['a function less', [], there, { is: 'drifted', functions: ['search'] }],
    ['a function that was taken away', [one], absent, { is: 'drifted' }],
    ['none, as it was left', [], absent, { is: 'none' }],
  ])('of functions that run %s', (_what, functions, then, expected) => {
    const target = { deployment: 41, functions: [then] }
    expect(driftBetween({ functions }, target)).toMatchObject(expected)
  })
})
