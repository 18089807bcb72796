import { expect, test } from 'vitest'
import type { SlackApi } from '../../src/adapters/slack/api.ts'
import { createTimeZones } from '../../src/adapters/slack/time-zones.ts'

test('a person’s time zone is asked for once in ten minutes, and is null where Slack knows none', async () => {
  const clock = { now: new Date('2026-11-23T03:00:00Z') }
  const asked: unknown[] = []
  const zones = new Map([
    ['U0MAYA00001', 'Europe/Stockholm'],
    ['U0NOWHERE01', 'Mars/Olympus'],
  ])
  const api: SlackApi = async (_method, args, shape) => {
    asked.push(args.user)
    if (args.user === 'U0BROKEN001' && asked.length < 5) throw new Error('users.info failed')
    return shape.parse({ ok: true, user: { tz: zones.get(String(args.user)) ?? null } })
  }
  const timeZoneOf = createTimeZones(api, () => clock.now)
  expect(await timeZoneOf('U0MAYA00001')).toBe('Europe/Stockholm')
  expect(await timeZoneOf('U0MAYA00001')).toBe('Europe/Stockholm')
  expect(await timeZoneOf('U0NOWHERE01')).toBe(null)
  expect(asked).toEqual(['U0MAYA00001', 'U0NOWHERE01'])
  clock.now = new Date('2026-11-23T03:10:00Z')
  zones.set('U0MAYA00001', 'Asia/Kolkata')
  expect(await timeZoneOf('U0MAYA00001')).toBe('Asia/Kolkata')
  await expect(timeZoneOf('U0BROKEN001')).rejects.toThrow('users.info failed')
  expect(await timeZoneOf('U0BROKEN001')).toBe(null)
})
