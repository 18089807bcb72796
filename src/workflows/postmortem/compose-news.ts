import type { Incident } from '../../domain/incident/incident.ts'
import type { Message } from '../../domain/message.ts'
import { standingOf } from '../../domain/postmortem/news.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { loadPostmortem } from '../../store/postmortem/postmortems.ts'

/** What is said about a post-mortem, with how it stands when it is said. */
export async function composeNews(
  { db, config }: Deps,
  incident: Incident,
  { news }: Extract<StoredPost, { purpose: 'postmortem-news' }>,
): Promise<Message> {
  const postmortem = await loadPostmortem(db, incident.id)
  return {
    purpose: 'postmortem-news',
    incident,
    news,
    postmortem: postmortem && standingOf(incident, postmortem),
    reviewers: config.incidents.postmortem.reviewers,
  }
}
