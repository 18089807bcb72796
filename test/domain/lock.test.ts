import { expect, test } from 'vitest'
import { type DeployLock, lockAgainst } from '../../src/domain/lock.ts'

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
