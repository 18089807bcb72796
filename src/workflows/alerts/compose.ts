import { subHours } from 'date-fns/subHours'
import { flappingOf } from '../../domain/alert/flapping.ts'
import { matchRunbooks, type Runbook } from '../../domain/incident/runbook.ts'
import type { Message } from '../../domain/message.ts'
import { type Alert, isSilenced } from '../../domain/paging/alert.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { listOpenIncidents, loadIncident } from '../../store/incident/incidents.ts'
import { loadAlert, loadOthersOnCard } from '../../store/paging/alerts.ts'
import { composePage } from '../paging/compose.ts'
import { pagedAlert } from '../paging/paged.ts'
import { shelvedLibrary } from '../runbooks/library.ts'

type Card = Extract<Message, { purpose: 'alert-card' }>

/** What to show for an alert: its card from the newest state, or a post about it. */
export async function composeAlertMessage(deps: Deps, post: StoredPost | null, id: number): Promise<Message> {
  const alert = await loadAlert(deps.db, id)
  if (!alert) throw new Error(`Alert ${id} of a message does not exist.`)
  if (post === null) return await composeAlertCard(deps, alert)
  if (post.purpose === 'alert-still-fires') return { ...post, alert }
  if (post.purpose !== 'page' && post.purpose !== 'page-failed')
    throw new Error(`Alert ${id} has a message about something else.`)
  return await composePage(deps, pagedAlert(deps, alert).about, post)
}

/** An alert as its card shows it. */
export async function composeAlertCard(deps: Deps, alert: Alert): Promise<Card> {
  const open = await listOpenIncidents(deps.db)
  const same = open.find(
    ({ affects, isPrivate }) => !isPrivate && alert.service && affects.includes(alert.service),
  )
  const own = alert.incidentId === null ? null : await loadIncident(deps.db, alert.incidentId)
  return {
    purpose: 'alert-card',
    alert,
    others: await loadOthersOnCard(deps.db, alert.id),
    isSilenced: alert.state === 'firing' && isSilenced(alert, deps.now()),
    flapping: flappingOf(alert.firings, deps.config.alerts.flapping, deps.now()),
    // Who may know of a private incident is asked into its channel.
    channel: own && !own.isPrivate ? own.channel : null,
    runbook: alert.state === 'firing' ? await runbookOf(deps, alert) : null,
    incident: same ? { id: same.id, title: same.title } : null,
    deployments: await deploymentsBefore(deps, alert),
  }
}

/** The runbook that is named for an alert, else the one that fits best; null where none does. */
export async function runbookOf({ db }: Deps, alert: Alert): Promise<Runbook | null> {
  const runbooks = (await shelvedLibrary(db)).map(({ runbook }) => runbook)
  const named = runbooks.find(({ name }) => name === alert.runbook)
  if (named) return named
  const affects = alert.service === null ? [] : [alert.service]
  return matchRunbooks(runbooks, { title: `${alert.name} ${alert.title}`, affects }).fitting[0] ?? null
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
