import type { UserId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'

/** How long a link works (milliseconds): as long as the longest night. */
const linkLifeMs = 24 * 60 * 60_000

/**
 * The address at which this person can update and resolve the incident while Slack is away; null where that is switched
 * off. It is a secret of theirs: send it to nobody else, and store it nowhere.
 */
export function responderLink(
  { links }: Pick<Deps, 'links'>,
  incident: number,
  { user, name = null }: { user: UserId; name?: string | null },
): string | null {
  return links?.linkFor({ incident, user, name }, linkLifeMs) ?? null
}
