import { UpstreamError } from '../domain/errors.ts'
import type { UserId } from '../domain/people.ts'
import type { Deps } from '../ports.ts'

/** The zone in which this person reads a clock. Where Slack can't say, it is the team's. */
export async function timeZoneFor(
  { chat, config }: Pick<Deps, 'chat' | 'config'>,
  user: UserId,
): Promise<{ timeZone: string; isTheirs: boolean }> {
  const theirs = await chat.timeZoneOf(user).catch((error: unknown) => {
    if (error instanceof UpstreamError) return null
    throw error
  })
  return { timeZone: theirs ?? config.timeZone, isTheirs: theirs !== null }
}
