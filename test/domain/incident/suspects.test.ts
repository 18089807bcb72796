import { expect, test } from 'vitest'
import { lockReason, placesLockedBy } from '../../../src/domain/incident/incident-lock.ts'
import {
  type Change,
  canRollBack,
  isUnsettled,
  rankSuspects,
  shortensApproval,
} from '../../../src/domain/incident/suspects.ts'
import { incident, inSeconds, policy } from '../incidents.ts'

const minutesBefore = (minutes: number): Date => inSeconds(-60 * minutes)

const deployment = (id: number, at: Date, facts: Partial<Change & { is: 'deployment' }> = {}): Change => ({
  ...{ is: 'deployment', id, at, service: 'web', environment: 'production', sha: null },
  ...{ state: 'verified', purpose: 'release', isBreakGlass: false, verdict: null, isLatest: true },
  ...facts,
})

const scene = { beganAt: inSeconds(0), affects: [] as string[], windowMs: 6 * 60 * 60_000 }
const order = (changes: Change[], affects: string[] = []) =>
  rankSuspects(changes, { ...scene, affects }).map(({ change }) => change.id)

test.each<[string, Partial<Change & { is: 'deployment' }>, Partial<Change & { is: 'deployment' }>]>([
  ['a failed watch', { verdict: 'fail' }, {}],
  ['a watch that could not tell', { verdict: 'inconclusive' }, { verdict: 'pass' }],
  ['having gone past the gate', { isBreakGlass: true }, {}],
  ['not having ended well', { state: 'failed' }, {}],
  ['being a release', {}, { purpose: 'rollback' }],
  ['not having been taken back', {}, { state: 'rolled-back' }],
])('%s makes a change more suspicious than its like', (_why, more, less) => {
  const at = minutesBefore(30)
  expect(order([deployment(1, at, less), deployment(2, at, more)])).toEqual([2, 1])
})

test('the shorter before it began, the more suspicious; what came after comes last', () => {
  const changes = [120, -5, 3, 40].map((minutes, id) => deployment(id, minutesBefore(minutes)))
  expect(order(changes)).toEqual([2, 3, 0, 1])
  expect(rankSuspects(changes, scene).map(({ why }) => why[0])).toEqual([
    'it came 3 minutes before it began',
    'it came 40 minutes before it began',
    'it came 2 hours before it began',
    'it came 5 minutes after it began',
  ])
})

test('only what affected services are made of is suspected, and all where nobody said', () => {
  const changes = [deployment(1, minutesBefore(5), { service: 'docs' }), deployment(2, minutesBefore(50))]
  expect(order(changes, ['web'])).toEqual([2])
  expect(order(changes)).toEqual([1, 2])
})

test('only the newest release of a place, which is settled, is taken back with a click', () => {
  const at = minutesBefore(5)
  expect(canRollBack(deployment(1, at))).toBe(true)
  for (const facts of [{ isLatest: false }, { state: 'paused' }, { purpose: 'rollback' }] as const)
    expect(canRollBack(deployment(1, at, facts))).toBe(false)
})

test('what is still watched or waits for a decision is taken back by itself', () => {
  const at = minutesBefore(5)
  expect(isUnsettled(deployment(1, at, { state: 'paused' }))).toBe(true)
  expect(isUnsettled(deployment(1, at, { state: 'watching' }))).toBe(true)
  expect(isUnsettled(deployment(1, at, { state: 'watching', isLatest: false }))).toBe(false)
  expect(isUnsettled(deployment(1, at))).toBe(false)
})

const severities = policy.severities.map((one) => ({ ...one, locksDeployments: one.level === 'p0' }))
const service = (name: string, ...environments: string[]) =>
  ({ name, environments: Object.fromEntries(environments.map((one) => [one, {}])) }) as never
const config = {
  incidents: { ...policy, severities },
  services: [service('web', 'staging', 'production'), service('docs', 'staging')],
}

test.each([
  [{}, [{ environment: 'production', service: null }]],
  [{ affects: ['web', 'docs'] }, [{ environment: 'production', service: 'web' }]],
  [{ affects: ['docs'] }, []],
  [{ severity: 'p1' }, []],
  [{ isDrill: true }, []],
  [{ lockLiftedAt: inSeconds(5) }, []],
])('an incident with %j locks %j', (facts, places) => {
  expect(placesLockedBy(incident(facts), config)).toEqual(places)
})

test('the lock of a private incident does not tell what it is about', () => {
  expect(lockReason(incident())).toBe('incident 3 (P0) is open: checkout returns 500s')
  expect(lockReason(incident({ isPrivate: true }))).toBe('incident 3 (P0) is open')
})

test.each([
  ['a grave incident', {}, true],
  ['a lesser one', { severity: 'p1' }, false],
  ['one that nobody has confirmed', { state: 'triage' } as const, false],
  ['a drill', { isDrill: true }, false],
])('%s and a rollback that its commander wants alone', (_what, change, isEnough) => {
  expect(shortensApproval(incident({ severity: 'p0', ...change }), policy)).toBe(isEnough)
})
