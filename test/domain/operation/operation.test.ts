import { describe, expect, test } from 'vitest'
import type { Act } from '../../../src/domain/act.ts'
import { nextOperationStep, type Operation } from '../../../src/domain/operation/operation.ts'

const now = new Date('2026-11-23T03:00:00Z')

const act = (name: string) => ({
  ...{ name, key: name, intendedAt: now, attempts: 1, remote: null, progress: null, link: null },
})
const done = (name: string): Act => ({ ...act(name), state: 'done', finishedAt: now, outcome: {} })
const failed = (name: string, isUnknown: boolean): Act => ({
  ...act(name),
  ...{ state: 'failed', finishedAt: now, reason: 'It is away.', isUnknown },
})
const retried = (name: string, retryAt: Date): Act => ({ ...act(name), state: 'intended', retryAt })

const flag = (acts: Act[]): Operation => ({
  ...{ id: 1, environment: 'production', service: null, reason: null, deployment: null, acts },
  ...{ requestedBy: 'U0TOMAS0001', requestedAt: now, state: 'running' },
  task: { kind: 'flag', name: 'new-basket', isOn: false },
})

const step = (acts: Act[]) => nextOperationStep(flag(acts), now)

describe('a flag', () => {
  test('is switched, read back, and done', () => {
    expect(step([])).toEqual({ do: 'act', name: 'switch-flag' })
    expect(step([done('switch-flag')])).toEqual({ do: 'act', name: 'check-flag' })
    expect(step([done('switch-flag'), done('check-flag')])).toEqual({ do: 'end', ending: { to: 'done' } })
  })

  test('waits until its next try is due', () => {
    const later = new Date(now.getTime() + 1000)
    expect(step([retried('switch-flag', later)])).toEqual({ do: 'wait', until: later })
    expect(step([retried('switch-flag', now)])).toEqual({ do: 'act', name: 'switch-flag' })
  })

  test.each([
    [[failed('switch-flag', false)], 'Nothing was changed.'],
    [[failed('switch-flag', true)], 'It is not certain whether new-basket is on or off in production.'],
    [[done('switch-flag'), failed('check-flag', false)], 'new-basket is not off in production.'],
    [
      [done('switch-flag'), failed('check-flag', true)],
      'new-basket was turned off, but could not be read back.',
    ],
  ])('that did not work says what it leaves', (acts, leaves) => {
    const { why, ...next } = {
      why: 'It is away.',
      next: 'Look at `/deploy flags production`, then give the command again.',
    }
    expect(step(acts)).toMatchObject({
      do: 'end',
      ending: { to: 'failed', failure: { why, leaves, ...next } },
    })
  })

  test('that has ended needs nothing', () => {
    const ended: Operation = { ...flag([]), state: 'done', endedAt: now }
    expect(nextOperationStep(ended, now)).toEqual({ do: 'wait', until: null })
  })
})

describe('an integration', () => {
  const task = { kind: 'integration', name: 'payments', isOn: true, isChecked: true } as const
  const bySecret = {
    by: 'secret',
    project: 'p',
    secret: 'PAYMENTS_ENABLED',
    on: 'true',
    off: 'false',
  } as const
  const next = (acts: Act[], change: object = {}) =>
    nextOperationStep({ ...flag(acts), task: { ...task, switch: bySecret, ...change } }, now)
  const switched = [done('set-secret'), done('check-secret')]

  test('is switched and read back, and checked where it comes back', () => {
    expect(next([])).toEqual({ do: 'act', name: 'set-secret' })
    expect(next([done('set-secret')])).toEqual({ do: 'act', name: 'check-secret' })
    expect(next(switched)).toEqual({ do: 'act', name: 'check-integration' })
    expect(next(switched, { isOn: false })).toEqual({ do: 'end', ending: { to: 'done' } })
    expect(next(switched, { isChecked: false })).toEqual({ do: 'end', ending: { to: 'done' } })
    expect(next([], { switch: { by: 'flag', flag: 'pay' } })).toEqual({ do: 'act', name: 'switch-flag' })
  })

  test.each([
    [[failed('set-secret', true)], 'It is not certain whether payments is on or off in production.'],
    [[done('set-secret'), failed('check-secret', false)], 'payments is not on in production.'],
    [
      [...switched, failed('check-integration', false)],
      'payments is on in production, and its check does not pass.',
    ],
  ])('that did not work says what it leaves', (acts, leaves) => {
    expect(next(acts)).toMatchObject({ do: 'end', ending: { to: 'failed', failure: { leaves } } })
  })
})
