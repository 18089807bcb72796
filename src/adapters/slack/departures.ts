import { z } from 'zod'
import { UpstreamError } from '../../domain/errors.ts'
import type { UserId } from '../../domain/people.ts'
import type { Clock } from '../../ports.ts'
import type { SlackApi } from './api.ts'

const rememberedForMs = 600_000
const mostRemembered = 1000
/** https://docs.slack.dev/reference/objects/user-object: `deleted` is true of a deactivated person. */
const answer = z.object({ user: z.object({ deleted: z.boolean().nullish() }) })

/** Tells who has left the workspace. That somebody is there is remembered for ten minutes; a failure is not. */
export function createDepartures(api: SlackApi, now: Clock): (user: UserId) => Promise<boolean> {
  const seenAt = new Map<UserId, number>()
  return async (user) => {
    const age = now().getTime() - (seenAt.get(user) ?? Number.NEGATIVE_INFINITY)
    if (age >= 0 && age < rememberedForMs) return false
    const left = await hasLeft(api, user)
    if (seenAt.size >= mostRemembered) seenAt.clear()
    if (!left) seenAt.set(user, now().getTime())
    return left
  }
}

async function hasLeft(api: SlackApi, user: UserId): Promise<boolean> {
  try {
    return (await api('users.info', { user }, answer)).user.deleted === true
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'user_not_found') return true
    throw error
  }
}
