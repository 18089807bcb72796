import { subHours } from 'date-fns/subHours'
import type { Message } from '../../domain/message.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { listOpenIncidents } from '../../store/incident/incidents.ts'
import { loadAlert } from '../../store/paging/alerts.ts'
import { composePage } from '../paging/compose.ts'
import { pagedAlert } from '../paging/paged.ts'

/** What to show for an alert: its card from the newest state, or a page. */
export async function composeAlertMessage(deps: Deps, post: StoredPost | null, id: number): Promise<Message> {
  const alert = await loadAlert(deps.db, id)
  if (!alert) throw new Error(`Alert ${id} of a message does not exist.`)
  if (post === null) return await composeCard(deps, alert)
  if (post.purpose !== 'page' && post.purpose !== 'page-failed')
    throw new Error(`Alert ${id} has a message about something else.`)
  return await composePage(deps, pagedAlert(deps, alert).about, post)
}

async function composeCard(deps: Deps, alert: Alert): Promise<Message> {
  const open = await listOpenIncidents(deps.db)
  const same = open.find(
    ({ affects, isPrivate }) => !isPrivate && alert.service && affects.includes(alert.service),
  )
  const incident = same ? { id: same.id, title: same.title } : null
  return { purpose: 'alert-card', alert, incident, deployments: await deploymentsBefore(deps, alert) }
}

/** What was released to that service in the two hours before. */
async function deploymentsBefore({ db }: Deps, { service, firedAt }: Alert) {
  if (service === null) return []
  return await db
    .selectFrom('deployments')
    .select(['id', 'service', 'environment', 'state', 'started_at as at'])
    .where('service', '=', service)
    .where('started_at', '>', subHours(firedAt, 2))
    .where('started_at', '<=', firedAt)
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
}
