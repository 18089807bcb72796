import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../src/domain/deployment/deployment.ts'
import type { Facts } from '../../../src/domain/deployment/release.ts'
import { isWorthReverting, revertibleRange } from '../../../src/domain/deployment/revert.ts'
import { awaiting, done, failed, liveSha, planned, verified } from '../../views/samples.ts'

const sha = planned().sha

function live(facts: Partial<Facts>, more: Partial<Deployment> = {}): Deployment {
  const plan = planned({ facts: { ...planned().facts, ...facts } })
  return { ...verified(), plan, acts: [done('promote')], ...more } as Deployment
}

describe('what a deployment brought', () => {
  test('is what is new since the release before it', () => {
    expect(revertibleRange(live({}))).toEqual({ base: liveSha, head: sha })
  })

  test.each<[string, Deployment]>([
    ['Deployment 3 did not go live.', awaiting()],
    ['Deployment 3 brought an earlier release back, and no commits.', live({}, { purpose: 'rollback' })],
    ['Nobody knows which commit was live before deployment 3.', live({ live: null })],
    ['neither of 9f8e7d6 and a1b2c3d holds the other.', live({ direction: 'diverged' })],
    ['brought no new commits: a1b2c3d is not newer than 9f8e7d6.', live({ direction: 'behind' })],
  ])('%s', (because, deployment) => {
    expect(revertibleRange(deployment)).toEqual({ because: expect.stringContaining(because) })
  })

  test('is offered to be taken back where it did not stay', () => {
    expect(isWorthReverting(live({}))).toBe(false)
    expect(isWorthReverting({ ...live({}), state: 'rolled-back' } as Deployment)).toBe(true)
    expect(isWorthReverting({ ...failed('It broke.'), acts: [done('promote')] } as Deployment)).toBe(true)
    expect(isWorthReverting({ ...failed('It broke.'), acts: [] } as Deployment)).toBe(false)
  })
})
