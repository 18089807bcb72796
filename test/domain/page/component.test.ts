import { subMinutes } from 'date-fns/subMinutes'
import { expect, test } from 'vitest'
import type { CheckStanding } from '../../../src/domain/check/check.ts'
import { componentState, type Impact, type SeenCheck } from '../../../src/domain/page/component.ts'
import { historyOf } from '../../../src/domain/page/history.ts'

const now = new Date('2026-11-23T03:00:00Z')

const check = (standing: CheckStanding, rest: Partial<SeenCheck> = {}, minutesAgo = 1): SeenCheck => ({
  ...{ every: 300_000, within: 10_000, level: 'critical' },
  seen: { standing, lookedAt: subMinutes(now, minutesAgo) },
  ...rest,
})

const stateOf = (checks: SeenCheck[], impacts: Impact[] = [], isMaintained = false) =>
  componentState({ checks, impacts, isMaintained }, now)

test.each([
  ['nothing looks at it', [], 'unknown'],
  ['all is up', [check('up'), check('confirming')], 'operational'],
  ['one was never looked at', [check('up'), check('up', { seen: null })], 'unknown'],
  ['one could not be looked at', [check('up'), check('unknown')], 'unknown'],
  ['nobody has looked for three rounds', [check('up', {}, 16)], 'unknown'],
  ['one begins to fail', [check('up'), check('failing')], 'degraded'],
  ['one that is no outage is down', [check('down', { level: 'warning' })], 'degraded'],
  ['some are down', [check('up'), check('down')], 'partial-outage'],
  ['all that are known are down', [check('down'), check('unknown')], 'major-outage'],
] as const)('Where %s, a component is so', (_, checks, state) => {
  expect(stateOf([...checks])).toBe(state)
})

test('A public incident makes it worse and never better, and maintenance stands above both', () => {
  expect(stateOf([check('up')], ['minor'])).toBe('degraded')
  expect(stateOf([check('down')], ['minor'])).toBe('major-outage')
  expect(stateOf([], ['minor', 'critical'])).toBe('major-outage')
  expect(stateOf([check('down')], ['critical'], true)).toBe('maintenance')
})

test('A day without looks is neither well nor unwell, and uptime is counted from looks that could tell', () => {
  const day = (date: string, up: number, down: number) => ({
    startsAt: new Date(`${date}T00:00:00Z`),
    up,
    down,
  })
  const { days, ...rest } = historyOf(
    [
      day('2026-11-23', 9, 1),
      day('2026-11-23', 10, 0),
      day('2026-11-21', 0, 0),
      day('2026-11-20', 5, 0),
      day('2026-08-01', 0, 99),
    ],
    now,
  )
  expect(days.length).toBe(90)
  expect(days.slice(-4).map(({ state }) => state)).toEqual(['operational', null, null, 'partial-outage'])
  expect(rest).toEqual({ uptime: 24 / 25, looks: 25, daysWithLooks: 2 })
  expect(historyOf([], now).uptime).toBeNull()
})
