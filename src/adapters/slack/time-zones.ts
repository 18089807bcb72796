import { z } from 'zod'
import { isTimeZone } from '../../domain/local-time.ts'
import type { UserId } from '../../domain/people.ts'
import type { Clock } from '../../ports.ts'
import type { SlackApi } from './api.ts'

export type TimeZones = (user: UserId) => Promise<string | null>

const rememberedForMs = 600_000
const mostRemembered = 1000
/** https://docs.slack.dev/reference/objects/user-object: `tz` may be missing. */
const answer = z.object({ user: z.object({ tz: z.string().nullish() }) })

/** People's time zones, remembered for ten minutes: somebody who travels changes theirs. A failure is not remembered. */
export function createTimeZones(api: SlackApi, now: Clock): TimeZones {
  const remembered = new Map<UserId, { at: number; zone: string | null }>()
  return async (user) => {
    const known = remembered.get(user)
    const age = known ? now().getTime() - known.at : Number.POSITIVE_INFINITY
    if (known && age >= 0 && age < rememberedForMs) return known.zone
    const { tz } = (await api('users.info', { user }, answer)).user
    const zone = tz && isTimeZone(tz) ? tz : null
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(user, { at: now().getTime(), zone })
    return zone
  }
}
