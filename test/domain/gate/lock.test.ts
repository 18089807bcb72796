import { describe, expect, test } from 'vitest'
import { type DeployLock, lockAgainst, mayRelease } from '../../../src/domain/gate/lock.ts'

const now = new Date('2026-11-23T03:00:00Z')
const lock = (facts: Partial<DeployLock> = {}): DeployLock => ({
  id: 1,
  environment: 'production',
  service: null,
  holder: 'U0MAYA00001',
  reason: 'the sale is on',
  since: now,
  until: null,
  isLatch: false,
  incident: null,
  ...facts,
})
const web = { service: 'web', environment: 'production' }
const against = (facts: Partial<DeployLock>, person = 'U0PRIYA0001') =>
  lockAgainst([lock(facts)], web, person, now)

test('a lock keeps others off its place, and its holder not', () => {
  expect(against({})?.reason).toBe('the sale is on')
  expect(against({ service: 'web' })).not.toBeNull()
  expect(against({}, 'U0MAYA00001')).toBeNull()
})

test('a lock on another place is none', () => {
  expect(against({ environment: 'staging' })).toBeNull()
  expect(against({ service: 'docs' })).toBeNull()
})

test('a lock ends at its time', () => {
  expect(against({ until: new Date('2026-11-23T03:00:01Z') })).not.toBeNull()
  expect(against({ until: now })).toBeNull()
})

test('a latch keeps everybody off', () => {
  expect(against({ isLatch: true, holder: 'pilothouse' }, 'pilothouse')).not.toBeNull()
})

describe('giving a lock back', () => {
  const policy = { required: 1, group: 'S0APPROVERS', users: ['U0PRIYA0001'], expiresAfter: 1 }
  const members = ['U0TOMAS0001']
  const may = (person: string, facts: Partial<DeployLock> = {}, known: Members = members) =>
    mayRelease(lock(facts), person, { policy, members: known }, now)
  type Members = string[] | { unknown: string }

  test('is for its holder and the approvers', () => {
    expect(may('U0MAYA00001')).toBeNull()
    expect(may('U0TOMAS0001')).toBeNull()
    expect(may('U0PRIYA0001')).toBeNull()
    expect(may('U0JONAS0001')).toMatchObject({ refused: 'not-your-lock', because: null })
  })

  test('is only for the approvers where it is a latch', () => {
    expect(may('U0MAYA00001', { isLatch: true })).toMatchObject({ refused: 'not-your-lock' })
    expect(may('U0TOMAS0001', { isLatch: true, holder: 'pilothouse' })).toBeNull()
  })

  test('is not for a group whose members nobody knows', () => {
    const unknown = { unknown: 'Slack did not answer' }
    expect(may('U0TOMAS0001', {}, unknown)).toMatchObject({ because: 'Slack did not answer' })
    expect(may('U0MAYA00001', {}, unknown)).toBeNull()
  })

  test('is for anybody once it has expired', () => {
    expect(may('U0JONAS0001', { until: now })).toBeNull()
  })
})
