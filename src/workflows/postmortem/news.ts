import type { Incident } from '../../domain/incident/incident.ts'
import type { PostmortemNews } from '../../domain/postmortem/news.ts'
import type { Deps } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'

export const newsKey = (id: number, what: string): string => `incident/${id}/postmortem/${what}`

/** Says something about the post-mortem where the incident was worked on, once per `what`. */
export async function orderNews(
  deps: Deps,
  trx: Trx,
  incident: Incident,
  what: string,
  news: PostmortemNews,
): Promise<void> {
  await order(deps, trx, {
    key: newsKey(incident.id, what),
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(incident.id),
    post: { purpose: 'postmortem-news', news },
    at: deps.now(),
  })
}
