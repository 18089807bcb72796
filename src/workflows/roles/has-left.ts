import { UpstreamError } from '../../domain/errors.ts'
import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'

/** True where Slack says that somebody is no longer in the workspace; that it does not answer says nothing. */
export async function hasLeft({ chat, log }: Pick<Deps, 'chat' | 'log'>, user: UserId): Promise<boolean> {
  try {
    return await chat.hasLeft(user)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: error, user }, 'Slack could not say whether somebody is still in the workspace')
    return false
  }
}
