import { expect, test } from 'vitest'
import { nextReminder } from '../../../src/domain/incident/chase.ts'

const open = { state: 'open', dueOn: '2026-11-27', remindedOn: null } as const
const at = (task: Parameters<typeof nextReminder>[0], remind: 'daily' | 'weekdays' | 'once' | 'never') =>
  nextReminder(task, { remind, at: 9 * 60 }, 'Europe/Berlin')?.toISOString() ?? null

test('whoever owns it is reminded on its day by the clock of the team, and again until it is done', () => {
  expect(at(open, 'daily')).toBe('2026-11-27T08:00:00.000Z')
  expect(at({ ...open, remindedOn: '2026-11-27' }, 'daily')).toBe('2026-11-28T08:00:00.000Z')
  expect(at({ ...open, remindedOn: '2026-11-27' }, 'weekdays')).toBe('2026-11-30T08:00:00.000Z')
  expect(at({ ...open, dueOn: '2026-11-29' }, 'weekdays')).toBe('2026-11-30T08:00:00.000Z')
  expect(at({ ...open, remindedOn: '2026-11-27' }, 'once')).toBeNull()
  expect(at(open, 'never')).toBeNull()
  expect(at({ ...open, dueOn: null }, 'daily')).toBeNull()
  expect(at({ ...open, state: 'done' }, 'daily')).toBeNull()
  expect(at({ ...open, dueOn: '2026-12-10', remindedOn: '2026-11-27' }, 'daily')).toBe(
    '2026-12-10T08:00:00.000Z',
  )
})
