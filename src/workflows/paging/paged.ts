import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { PagedAbout } from '../../domain/paging/page.ts'
import type { ChannelId, UserId } from '../../domain/people.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { markPostsStale } from '../../store/messages.ts'
import { alertSubject, updateAlert } from '../../store/paging/alerts.ts'
import type { Subject, Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { refreshCards } from '../refresh.ts'

/** An incident or an alert, as far as paging about it goes. */
export type Paged = {
  about: PagedAbout
  subject: Subject
  /** How the keys of its messages and acts begin. */
  key: string
  round: number
  /** Where groups are told, and where it is said that nobody could be reached. */
  channel: ChannelId
  /** Who knows of it already, having declared it. */
  declaredBy: UserId | null
}

/** What paging needs to know of an incident, in one round of it. */
export function pagedIncident({ config }: Pick<Deps, 'config'>, incident: Incident, round: number): Paged {
  const { id, severity, isDrill, channel } = incident
  const title = incident.isPrivate ? null : incident.title
  return {
    about: { kind: 'incident', id, title, severity, isDrill, channel, isOver: !isOpen(incident) },
    subject: incidentSubject(id),
    key: `incident/${id}`,
    round,
    channel: channelFor(incident, config),
    declaredBy: incident.declaredBy,
  }
}

/** What paging needs to know of an alert that is no incident yet. */
export function pagedAlert({ config }: Pick<Deps, 'config'>, alert: Alert): Paged {
  const { id, title, severity, state, incidentId, round } = alert
  const { channel } = config.alerts.levels[alert.level]
  const isOver = state === 'resolved' || incidentId !== null
  return {
    about: { kind: 'alert', id, title, severity, isDrill: false, channel, isOver },
    subject: alertSubject(id),
    key: `alert/${id}`,
    round,
    channel,
    declaredBy: null,
  }
}

/** Writes down what was done, where it is remembered, and looks at once what follows from it. */
export async function tellPaged(
  deps: Deps,
  trx: Trx,
  { about, subject }: Pick<Paged, 'about' | 'subject'>,
  by: Invoker | null,
  did: string,
): Promise<void> {
  if (about.kind === 'incident') {
    const event = { kind: 'happened', topic: 'page', did } as const
    await recordChange(deps, trx, about.id, { by, action: 'incident.page', event })
    return
  }
  const [at, actor] = [deps.now(), by?.user ?? 'pilothouse']
  await writeAudit(trx, {
    at,
    actor,
    action: 'alert.page',
    subject,
    detail: { did },
    requestId: by?.requestId ?? null,
  })
  await refreshCards(deps, trx, subject)
  await updateAlert(trx, about.id, { wake_at: at })
  await deps.jobs.wake(trx, 'advance-alert', String(about.id))
}

/** Has everything that was sent to people drawn again, since somebody takes care of it, or it is over. */
export async function refreshPages(
  deps: Deps,
  trx: Trx,
  { subject, key }: Pick<Paged, 'subject' | 'key'>,
): Promise<void> {
  for (const destination of await markPostsStale(trx, subject, `${key}/page/`))
    await deps.jobs.wake(trx, 'deliver', destination)
}
