import type { Incident, StatusUpdate } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import { emptyReport } from '../../domain/incident/incident-report.ts'
import { isStillOffered, monitoringOf } from '../../domain/incident/monitoring.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import type { Task } from '../../domain/incident/task.ts'
import { today } from '../../domain/incident/task.ts'
import type { Message } from '../../domain/message.ts'
import { standingOf } from '../../domain/postmortem/news.ts'
import { relaxOffers } from '../../domain/updates/cadence.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import { loadTask, loadTasks } from '../../store/incident/tasks.ts'
import { loadPostmortem } from '../../store/postmortem/postmortems.ts'
import { loadRecentEntries, loadTimeline } from '../../store/timeline/timeline.ts'
import { countPromises, loadUpdate } from '../../store/updates/updates.ts'
import { suspicionOf } from '../cure/suspicion.ts'
import { composePage } from '../paging/compose.ts'
import { pagedIncident } from '../paging/paged.ts'
import { composeNews } from '../postmortem/compose-news.ts'
import { composeOffer } from '../roles/compose-offer.ts'
import { composeRunbook, runbooksOnCard } from '../runbooks/started.ts'
import { composeNudge } from '../updates/compose-nudge.ts'
import { composePublic } from '../updates/compose-public.ts'

const recentEntries = 5

/** What to show for an incident: a card from its newest state, a post (`content`) from the rows it names. */
export async function composeIncidentMessage(
  deps: Deps,
  purpose: string,
  incidentId: number,
  content: StoredPost | null,
): Promise<Message> {
  const incident = await loadIncident(deps.db, incidentId)
  if (!incident) throw new Error(`Incident ${incidentId} of a message does not exist.`)
  if (content === null) return await composeCard(deps, purpose, incident)
  switch (content.purpose) {
    case 'status-update':
      return await composeUpdate(deps, incidentId, content)
    case 'public-update':
      return await composePublic(deps, incident, content)
    case 'role-offer':
      return await composeOffer(deps, incident, content)
    case 'runbook-card':
      return await composeRunbook(deps, incident, content)
    case 'task-reminder':
      return { ...content, incident, task: await needTask(deps, content.taskId) }
    case 'person-left':
      return { ...content, incident }
    case 'update-nudge':
      return await composeNudge(deps, incident, content)
    case 'page':
    case 'page-failed':
      return await composePage(deps, pagedIncident(deps, incident, 0).about, content)
    case 'resolution-report':
      return await composeReport(deps, incident, content)
    case 'resolve-offer':
      return { ...content, incident, isStillDue: isStillOffered(incident, content.mitigatedAt) }
    case 'postmortem-news':
      return await composeNews(deps, incident, content)
    case 'incident-dropped':
      return await composeDropped(deps, incident, content)
    case 'drill-step':
    case 'drill-score':
      return content
    case 'deployment-answer':
    case 'break-glass':
    case 'lock-taken':
    case 'operation-answer':
    case 'alert-still-fires':
      throw new Error(`Incident ${incidentId} has a message about something else.`)
  }
}

async function composeUpdate(
  deps: Deps,
  incidentId: number,
  { audience, updateId, also }: Extract<StoredPost, { purpose: 'status-update' }>,
): Promise<Message> {
  const updates = await Promise.all([updateId, ...also].map((each) => needUpdate(deps, incidentId, each)))
  const update = updates.at(-1)
  if (!update) throw new Error(`Incident ${incidentId} has a message without an update.`)
  return { purpose: 'status-update', incidentId, audience, update, earlier: updates.slice(0, -1) }
}

async function needTask({ db }: Deps, id: number): Promise<Task> {
  const task = await loadTask(db, id)
  if (task) return task
  throw new Error(`Task ${id} of a message does not exist.`)
}

async function needUpdate({ db }: Deps, incidentId: number, id: number): Promise<StatusUpdate> {
  const update = await loadUpdate(db, id)
  if (update) return update
  throw new Error(`Update ${id} of incident ${incidentId} does not exist.`)
}

async function composeDropped(
  { db }: Deps,
  { id, title }: Incident,
  content: Extract<StoredPost, { purpose: 'incident-dropped' }>,
): Promise<Message> {
  const target = content.into === null ? null : await loadIncident(db, content.into)
  const into = target && { id: target.id, title: target.title, channel: target.channel }
  return { ...content, incidentId: id, title, into }
}

async function composeCard(deps: Deps, purpose: string, incident: Incident): Promise<Message> {
  if (purpose !== 'incident-card' && purpose !== 'incident-broadcast' && purpose !== 'stakeholder-card')
    throw new Error(`Incident ${incident.id} has a message of the unknown purpose "${purpose}".`)
  const severityName = severityOf(deps.config.incidents, incident.severity).name
  if (purpose === 'stakeholder-card') return { purpose, incident, severityName }
  const recent = await loadRecentEntries(deps.db, incident.id, recentEntries)
  if (purpose === 'incident-broadcast') return { purpose, incident, severityName, recent }
  const tasks = await loadTasks(deps.db, incident.id)
  const monitoring = monitoringOf(incident, deps.config.incidents, deps.now())
  const relax = relaxOffers(incident, deps.config.incidents, deps.now())
  const runbooks = await runbooksOnCard(deps.db, incident)
  const day = today(deps.config.timeZone, deps.now())
  const suspicion = isOpen(incident) ? await suspicionOf(deps, incident) : undefined
  const written = await loadPostmortem(deps.db, incident.id)
  const postmortem = written ? standingOf(incident, written) : undefined
  const now = { tasks, today: day, runbooks, monitoring, relax, suspicion, postmortem }
  return { purpose, incident, severityName, recent, ...now }
}

/** The report tells of one resolution, also where the incident has been opened again since. */
async function composeReport(
  deps: Deps,
  incident: Incident,
  content: Extract<StoredPost, { purpose: 'resolution-report' }>,
): Promise<Message> {
  const { audience, resolvedAt, resolvedBy, summary, lastSeq, report = emptyReport } = content
  return {
    purpose: 'resolution-report',
    audience,
    incident: { ...incident, state: 'resolved', resolvedAt, resolvedBy, summary },
    timeline: await loadTimeline(deps.db, incident.id, lastSeq),
    promises: await countPromises(deps.db, incident.id, resolvedAt),
    report,
  }
}
