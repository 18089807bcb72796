import type { Incident } from '../incident/incident.ts'
import type { UserId } from '../people.ts'
import type { Postmortem } from './postmortem.ts'

/** What is said in the channel after the end. */
export type PostmortemNews =
  | { about: 'proposed'; number: number; url: string }
  /** Its pull request was closed without being merged. */
  | { about: 'not-merged'; number: number; url: string }
  | { about: 'sent'; to: UserId; because: string }
  /** `before` is how many milliseconds before the review it is said; zero where it is overdue. */
  | { about: 'review'; at: Date; before: number }
  | { about: 'archive' }

/** How a post-mortem stands, for the card. */
export type PostmortemStanding = Pick<Postmortem, 'pull' | 'isLeftAlone' | 'review' | 'version'> & {
  /** Why its pull request is not there or not up to date yet; null where nothing is in the way. */
  waits: string | null
}

export function standingOf(incident: Incident, postmortem: Postmortem): PostmortemStanding {
  const { pull, isLeftAlone, review, version } = postmortem
  const act = incident.acts.find(({ name }) => name === 'propose-postmortem')
  const waits = act?.state === 'intended' ? act.progress : null
  return { pull, isLeftAlone, review, version, waits }
}
