import type { Incident, IncidentState, OpenState, Pause } from '../../src/domain/incident/incident.ts'
import { isDropped, isOpen } from '../../src/domain/incident/incident.ts'
import { ago, capital, channel, duration, line, link, list, oneLine, time, told, user } from '../text.ts'

export const stateWords = {
  triage: 'not confirmed yet',
  investigating: 'investigating',
  identified: 'cause identified',
  monitoring: 'fixed, monitoring',
  resolved: 'resolved',
  postmortem: 'resolved, post-mortem under way',
  closed: 'closed',
  declined: 'declined: it was no incident',
  merged: 'merged into another',
  cancelled: 'cancelled',
} as const satisfies Record<IncidentState, string>

export const stateIcons = {
  triage: ':mag:',
  investigating: ':rotating_light:',
  identified: ':large_orange_circle:',
  monitoring: ':eyes:',
  resolved: ':white_check_mark:',
  postmortem: ':memo:',
  closed: ':white_check_mark:',
  declined: ':no_entry_sign:',
  merged: ':twisted_rightwards_arrows:',
  cancelled: ':no_entry_sign:',
} as const satisfies Record<IncidentState, string>

/** What an open state means, for those who choose one. */
export const stateMeanings = {
  triage: 'Nobody knows yet whether it is an incident',
  investigating: 'The cause is not known yet',
  identified: 'The cause is known, the fix is under way',
  monitoring: 'The fix is out; watching whether it holds',
} as const satisfies Record<OpenState, string>

/** "P0" for the configured level `p0`. */
export const level = (severity: string): string => severity.toUpperCase()

/** "P0 · Outage", for plain text. */
export const severityInWords = (severity: string, name: string | null): string =>
  name && name.toLowerCase() !== severity.toLowerCase()
    ? `${level(severity)} · ${oneLine(name)}`
    : level(severity)

/** "Incident 3 · checkout returns 500s", for mrkdwn. */
export const incidentTitle = (incident: { id: number; title: string }): string =>
  `Incident ${incident.id} · ${line(incident.title, 150)}`

/** When the next update is owed, or that none is. */
export function nextUpdate(incident: Incident): string {
  if (!isOpen(incident)) return `none: it is ${stateWords[incident.state]}`
  if (incident.pause) return 'none while it is paused'
  if (incident.state === 'triage') return 'none until it is confirmed'
  return incident.promise ? `by ${time(incident.promise.dueAt)}` : 'none promised at this severity'
}

/** What is out of the ordinary about it, each on a line. */
export function marks(incident: Incident): string[] {
  return [
    ...(incident.isDrill ? [':performing_arts: *Drill*: a rehearsal, of which nobody outside is told'] : []),
    ...(incident.isPrivate ? [':lock: *Private*: it shows to the people in its channel only'] : []),
    ...(isOpen(incident) && incident.pause ? [pauseInWords(incident.pause)] : []),
  ]
}

const pauseInWords = ({ until, by, because }: Pause): string =>
  `:double_vertical_bar: *Paused* ${until ? `until ${time(until)}` : 'until somebody goes on'}, by ${user(by)}: ${line(because, 200)}`

/** The roles beside the commander's, or null where none is taken. */
export function rolesInWords({ roles }: Incident): string | null {
  const taken = Object.entries(roles).map(
    ([role, holder]) => `${line(role.replaceAll('-', ' '), 40)} ${user(holder)}`,
  )
  return taken.length > 0 ? list(taken, 8) : null
}

/** The services that don't work; null once it no longer matters that nobody said so. */
export function affectsInWords(incident: Incident): string | null {
  const services = incident.affects.map((service) => line(service, 60))
  if (services.length > 0) return list(services, 8)
  return isOpen(incident) ? 'not said yet' : null
}

/** When it began to hurt; null where nobody said so. */
export function beganInWords({ impactAt, declaredAt }: Incident): string | null {
  if (!impactAt) return null
  const ms = declaredAt.getTime() - impactAt.getTime()
  return `${time(impactAt)}${ms > 0 ? `, ${duration(ms)} before it was declared` : ''}`
}

/** Minutes to the next update, counted from `now`: "in 4 min", "due now", "3 min late". */
export function untilUpdate(incident: Incident, now: Date): string {
  if (!isOpen(incident) || !incident.promise)
    return isOpen(incident) && incident.pause ? 'paused' : 'not promised'
  const ms = incident.promise.dueAt.getTime() - now.getTime()
  const wholeSeconds = Math.round(Math.abs(ms) / 1000) * 1000
  if (wholeSeconds === 0) return 'due now'
  return ms > 0 ? `in ${duration(wholeSeconds)}` : `${duration(wholeSeconds)} late`
}

/** "open since 14:00, 20 minutes ago", or "declared 14:00, resolved after 1 h 05 min". */
export function openFor(incident: Incident): string {
  const declared = time(incident.declaredAt)
  if (isOpen(incident)) return `open since ${declared}, ${ago(incident.declaredAt)}`
  if (isDropped(incident)) return `declared ${declared}, ended ${time(incident.endedAt)}`
  return `declared ${declared}, resolved after ${duration(incident.resolvedAt.getTime() - incident.declaredAt.getTime())}`
}

/** What Pilothouse does by itself for an incident: acts, and messages that could not be posted. */
const setupWords = new Map(
  Object.entries({
    'create-channel': 'opening its channel',
    'set-topic': 'setting the channel’s topic',
    'pin-card': 'pinning the card',
    invite: 'inviting people',
    broadcast: 'announcing it',
    'incident-card': 'posting the card',
    'status-update': 'posting a status update',
    'role-offer': 'asking somebody to take a role',
    'task-reminder': 'reminding of a task',
    'open-action-issue': 'opening an issue for an action item',
    'edit-action-issue': 'changing the issue of an action item',
    'close-action-issue': 'closing the issue of an action item',
    'look-at-action-issues': 'looking at the issues of action items',
    'runbook-card': 'posting a runbook',
    'read-runbooks': 'reading the team’s runbooks',
    'person-left': 'telling that somebody left',
    'look-for-people': 'looking who is still in the workspace',
    'update-nudge': 'reminding whoever owes an update',
    'resolution-report': 'posting the report',
    'look-at-health': 'looking whether all is well',
    'resolve-offer': 'asking whether it is over',
    'look-up-template': 'reading the post-mortem’s template',
    'propose-postmortem': 'proposing the post-mortem on GitHub',
    'check-action-items': 'marking the action items on GitHub',
    'await-merge': 'looking whether the post-mortem was merged',
    'send-postmortem': 'sending the post-mortem',
    'announce-review': 'announcing the review',
    'postmortem-news': 'telling about the post-mortem',
    'bookmark:card': 'bookmarking the card',
    'archive-channel': 'archiving its channel',
    'incident-dropped': 'saying that it has ended',
    capture: 'reading a message for the timeline',
    'open-issue': 'opening an issue on GitHub',
    'comment-issue': 'putting an update into the GitHub issue',
    'close-issue': 'closing the GitHub issue',
    'reopen-issue': 'opening the GitHub issue again',
    'public-update': 'asking who may publish words on the public page',
    'stakeholder-card': 'telling stakeholders',
    'look-before-update': 'looking how the services are',
  }),
)

export const setupInWords = (step: string): string =>
  setupWords.get(step.split(':')[0] ?? step) ?? line(step.replaceAll('-', ' '), 60)

/** Steps that Slack refused and that did not work later either. They don't stop the others. Pages are told of otherwise. */
export function failedSetup(incident: Incident): string[] {
  const latest = new Map(incident.acts.map((act) => [act.name, act]))
  return [...latest.values()].flatMap((act) =>
    act.state === 'failed' && !act.name.startsWith('page')
      ? [`:warning: ${capital(setupInWords(act.name))} did not work: ${told(act.reason, 200)}`]
      : [],
  )
}

/** The issue that follows it, once there is one. */
export function issueInWords({ acts }: Incident): string | null {
  const opened = acts.find((act) => act.name === 'open-issue' && act.state === 'done')
  return opened?.link ? link(opened.link, `issue ${opened.remote}`) : null
}

/** Where the incident is worked on. */
export function whereabouts(incident: Incident): string {
  if (incident.channel) return channel(incident.channel)
  const refused = incident.acts.find((act) => act.state === 'failed' && act.name === 'create-channel')
  return refused?.state === 'failed'
    ? `Slack refused the channel: ${line(refused.reason, 200)}. Work on it here.`
    : 'its channel is being opened'
}
