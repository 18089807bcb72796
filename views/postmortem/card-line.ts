import type { PostmortemStanding } from '../../src/domain/postmortem/news.ts'
import { line, link, time } from '../text.ts'

/** Where the post-mortem is and how it stands, for the card. */
export function postmortemLine(standing: PostmortemStanding | undefined): string | null {
  if (!standing) return null
  const { pull, waits, isLeftAlone, review } = standing
  const place = pull ? link(pull.url, `pull request ${pull.number}`) : 'a draft, made of facts'
  const ended = pull?.ended === 'merged' ? ', merged' : pull?.ended ? ', closed without being merged' : ''
  const edited = isLeftAlone ? ', edited on GitHub' : ''
  const reviewed = review.reviewedAt
    ? `reviewed ${time(review.reviewedAt)}`
    : `to be reviewed by ${time(review.at)}`
  const trouble = waits ? `\n:warning: It waits: ${line(waits, 300)}` : ''
  return `${place}${ended}${edited} · ${reviewed}${trouble}`
}
