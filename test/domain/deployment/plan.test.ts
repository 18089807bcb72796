import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeploymentPlan } from '../../../src/domain/deployment/plan.ts'
import { planDeployment } from '../../../src/domain/deployment/plan.ts'
import { changedFacts, hashPlan } from '../../../src/domain/deployment/plan-hash.ts'
import type { Check, Facts } from '../../../src/domain/deployment/release.ts'
import { isRefusal } from '../../../src/domain/refusal.ts'
import { read, sample } from '../../config/sample.ts'
import { commit, liveSha, maya, planned, priya, tomas } from '../../views/samples.ts'

const config = read(sample)
const { facts: usual } = planned()

type Wanted = { service?: string; environment?: string; members?: string[] | null; requestedBy?: string }

function decide(facts: Partial<Facts> = {}, wanted: Wanted = {}) {
  const service = config.services.find(({ name }) => name === (wanted.service ?? 'web'))
  const environment = config.environments.find(({ name }) => name === (wanted.environment ?? 'production'))
  if (!service || !environment) throw new Error('The sample lacks what is wanted.')
  const slackIdOf = ({ author }: { author: { slack?: string | undefined } }) => author.slack
  const members = wanted.members === undefined ? [tomas, priya] : wanted.members
  const request = { service, environment, requestedBy: wanted.requestedBy ?? maya, slackIdOf, members }
  return planDeployment(request, { ...usual, ...facts })
}

function plan(facts: Partial<Facts> = {}, wanted: Wanted = {}): DeploymentPlan {
  const decided = decide(facts, wanted)
  if (isRefusal(decided)) throw new Error(decided.refused)
  return decided
}

const check = (name: string, state: Check['state']): Check => ({ name, state })

describe('a plan', () => {
  test('has the steps of its kind of service', () => {
    expect(plan().steps).toEqual(['record', 'build', 'smoke', 'promote', 'check-live', 'watch'])
    expect(plan({}, { service: 'worker' }).steps).toEqual(['record', 'run-workflow'])
  })
  test('is refused for red checks where they are required', () => {
    const checks = [check('lint', 'passed'), check('test', 'failed'), check('build', 'pending')]
    expect(decide({ checks })).toMatchObject({ refused: 'checks-failed', checks: ['test'] })
    expect(plan({ checks }, { environment: 'staging' }).facts.checks).toEqual(checks)
    expect(plan({ checks: [check('build', 'pending')] }).sha).toBe(usual.sha)
  })
  test('is refused for what is live already, but a workflow may run again', () => {
    expect(decide({ direction: 'identical' })).toMatchObject({ refused: 'already-live', service: 'web' })
    expect(plan({ direction: 'identical' }, { service: 'worker' }).sha).toBe(usual.sha)
  })
  test('bars the authors of what it brings, but not of what it takes back', () => {
    const commits = [commit('One'), commit('Two', { author: { name: 'Tomas', slack: tomas } })]
    expect(plan({ commits }).authors).toEqual([maya, tomas])
    expect(plan({ commits, direction: 'behind' }).authors).toEqual([])
  })
  test('names authors who are not known in Slack', () => {
    const strangers = [
      commit('One', { author: { name: 'Sam', login: 'sam-x' } }),
      commit('Two', { author: { name: 'No Login' } }),
    ]
    expect(plan({ commits: strangers }).unknownAuthors).toEqual(['sam-x', 'No Login'])
  })
  test('says who is left to approve', () => {
    expect(plan().candidates).toEqual([tomas, priya])
    const commits = [commit('Two', { author: { name: 'Tomas', slack: tomas } })]
    expect(plan({ commits }, { requestedBy: priya }).candidates).toEqual([])
    expect(plan({}, { members: null }).candidates).toBeUndefined()
  })
})

describe('the hash of a plan', () => {
  test('does not change when a check turns green, or group members change', () => {
    const before = plan({ checks: [check('test', 'pending')] })
    const after = plan({ checks: [check('test', 'passed')] }, { members: [priya] })
    expect(after.hash).toBe(before.hash)
    expect(changedFacts(before, after)).toEqual([])
  })
  test.each([
    {
      what: 'another commit',
      facts: { sha: 'f'.repeat(40) },
      says: ['main now points to fffffff, not a1b2c3d'],
    },
    {
      what: 'another live release',
      facts: { live: { sha: 'e'.repeat(40) } },
      says: ['production now runs eeeeeee'],
    },
    {
      what: 'a live release of unknown commit',
      facts: { live: {} },
      says: ['production now runs an unknown commit'],
    },
    { what: 'other commits', facts: { commits: [] }, says: ['the list of commits is different'] },
  ])('changes with $what, in words', ({ facts, says }) => {
    const after = plan(facts)
    expect(after.hash).not.toBe(plan().hash)
    expect(changedFacts(plan(), after)).toEqual(says)
  })
  test('changes with the boxes that people must tick', () => {
    const boxed: DeploymentPlan = { ...plan(), checklist: [{ item: 'Support is told', by: 'person' }] }
    const after = { ...boxed, hash: hashPlan(boxed) }
    expect(changedFacts(plan(), after)).toEqual(['its checklist has other boxes now'])
  })
  test('is the same for the same facts, and words appear exactly where it differs', () => {
    const shas = fc.constantFrom(usual.sha, liveSha, 'c'.repeat(40))
    fc.assert(
      fc.property(shas, shas, fc.constantFrom('web', 'docs', 'worker'), (sha, live, service) => {
        const one = plan({}, { service })
        const other = plan({ sha, live: { sha: live } }, { service })
        expect(changedFacts(one, other).length > 0).toBe(one.hash !== other.hash)
        expect(plan({ sha, live: { sha: live } }, { service }).hash).toBe(other.hash)
      }),
    )
  })
})
