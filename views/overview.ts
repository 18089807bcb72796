import type { CheckNow } from '../src/domain/check/check-now.ts'
import { isWarned, unwell } from '../src/domain/check/check-now.ts'
import { type Deployment, isEnded } from '../src/domain/deployment/deployment.ts'
import type { Drift } from '../src/domain/deployment/drift.ts'
import type { LiveRelease } from '../src/domain/deployment/release.ts'
import type { DeployLock } from '../src/domain/gate/lock.ts'
import type { Incident } from '../src/domain/incident/incident.ts'
import type { Maintenance } from '../src/domain/page/maintenance.ts'
import { type Alert, isSilenced } from '../src/domain/paging/alert.ts'
import type { Change } from '../src/domain/status/change.ts'
import { driftInWords } from './deployment/drift-words.ts'
import { liveInWords, rollbackMark, route, stateIcons, stateWords } from './deployment/words.ts'
import {
  stateIcons as incidentIcons,
  stateWords as incidentWords,
  severityInWords,
  untilUpdate,
} from './incident/words.ts'
import { channel, duration, line, link, plural, sentence, time, user } from './text.ts'

/** The state of everything at one moment. */
export type Overview = {
  now: Date
  environments: EnvironmentNow[]
  active: Deployment[]
  /** Those that are on now. */
  freezes: FreezeNow[]
  incidents: OpenIncident[]
  /** The newest of those that fire. */
  alerts: Alert[]
  checks: CheckNow[]
  /** The newest first. */
  lately: Change[]
  /** Going on, or beginning within a day. */
  maintenances: Maintenance[]
}

/** `locks` are those held now, on the environment or on one service of it. */
export type EnvironmentNow = { name: string; services: ServiceNow[]; locks: readonly DeployLock[] }

export type FreezeNow = { environment: string; services: string[]; name: string; until: Date }

export type ServiceNow = {
  service: string
  live: LiveNow
  drift: Drift | null
  isPinned?: boolean | undefined
  url?: string | undefined
}

/** `deploymentId` is the deployment that brought it, where it was one of ours. */
export type LiveNow =
  | { is: 'known'; release: LiveRelease; deploymentId: number | null }
  | { is: 'nothing' }
  | { is: 'unknown'; because: string }

export type OpenIncident = { incident: Incident; severityName: string | null }

export function serviceLine({ service, live, url, drift }: ServiceNow): string {
  const shown = driftInWords(drift, live.is === 'known' ? live.release : null)
  return `• *${url ? link(url, service) : line(service, 60)}* ${liveNow(live)}${shown ? `\n   ${shown}` : ''}`
}

function liveNow(live: LiveNow): string {
  switch (live.is) {
    case 'known':
      return `${liveInWords(live.release)}${live.deploymentId === null ? '' : ` (deployment ${live.deploymentId})`}`
    case 'nothing':
      return 'nothing deployed yet'
    case 'unknown':
      return `:question: unknown: ${sentence(line(live.because, 200))}`
  }
}

/** One line about a freeze that is on. */
export const freezeNowLine = ({ environment, services, name, until }: FreezeNow): string =>
  `:snowflake: *${line(environment, 60)}*${services.length > 0 ? ` (${line(services.join(', '), 120)})` : ''} is frozen until ${time(until)}: ${line(name, 60)}`

/** One line about announced work. */
export const maintenanceLine = (
  { id, components, startsAt, endsAt, reason }: Maintenance,
  now: Date,
): string =>
  `:construction: *Maintenance ${id}* of ${line(components.join(', '), 120)} ${startsAt > now ? `from ${time(startsAt)} ` : ''}until ${time(endsAt)}: ${line(reason, 120)}`

/** One line about a deployment, with when its present state began. */
export const deploymentLine = (deployment: Deployment): string =>
  `${stateIcons[deployment.state]} *${deployment.id}* ${line(route(deployment), 100)}${rollbackMark(deployment)} · ${stateWords[deployment.state]}${isEnded(deployment.state) ? '' : ' since'} ${time(deployment.since)} · ${user(deployment.requestedBy)}`

/** One line about an incident, with what is owed next. */
export function incidentLine({ incident, severityName }: OpenIncident, now: Date): string {
  const where = incident.channel ? ` · ${channel(incident.channel)}` : ''
  const age = duration(now.getTime() - incident.declaredAt.getTime())
  const drill = incident.isDrill ? ':performing_arts: drill · ' : ''
  return `${incidentIcons[incident.state]} *${incident.id}* ${line(incident.title, 120)}\n${drill}${line(severityInWords(incident.severity, severityName), 40)} · ${incidentWords[incident.state]} · open for ${age} · ${user(incident.commander)} · update ${untilUpdate(incident, now)}${where}`
}

/** "1 incident open, 2 deployments under way, 1 lock", or that all is quiet. A drill is no incident. */
export function summaryOf(overview: Overview): string {
  const { active } = overview
  const drills = overview.incidents.filter(({ incident }) => incident.isDrill).length
  const incidents = overview.incidents.length - drills
  const more = [...wrong(overview), ...notable(overview), ...(drills > 0 ? [plural(drills, 'drill')] : [])]
  if (incidents === 0 && active.length === 0 && more.length === 0)
    return 'All quiet: no incident, no deployment under way.'
  const open = incidents === 0 ? 'No incident open' : `${plural(incidents, 'incident')} open`
  const going =
    active.length === 0 ? 'no deployment under way' : `${plural(active.length, 'deployment')} under way`
  return `${[open, going, ...more].join(', ')}.`
}

/** What fires, and what the checks say; a check that nobody knows of is not well. */
function wrong({ alerts, checks, now }: Overview): string[] {
  const silenced = alerts.filter((alert) => isSilenced(alert, now)).length
  const bad = unwell(checks)
  const failing = bad.filter(({ standing }) => standing === 'down' || standing === 'failing').length
  const warned = bad.filter(isWarned).length
  const unknown = bad.length - failing - warned
  return [
    ...(alerts.length > silenced ? [`${plural(alerts.length - silenced, 'alert')} firing`] : []),
    ...(silenced > 0 ? [`${plural(silenced, 'alert')} silenced`] : []),
    ...(failing > 0 ? [`${plural(failing, 'check')} failing`] : []),
    ...(unknown > 0 ? [`${plural(unknown, 'check')} unknown`] : []),
    ...(warned > 0 ? [`${plural(warned, 'check')} with a warning`] : []),
  ]
}

/** What stands further down, and is not quiet. */
function notable({ environments, freezes }: Overview): string[] {
  const services = environments.flatMap((each) => each.services)
  const locks = environments.flatMap((each) => each.locks).length
  const unknown = services.filter(({ live }) => live.is === 'unknown').length
  const drifted = services.filter(
    ({ live, drift }) => live.is !== 'unknown' && drift?.is === 'drifted',
  ).length
  return [
    ...(locks > 0 ? [plural(locks, 'lock')] : []),
    ...(freezes.length > 0 ? [plural(freezes.length, 'freeze')] : []),
    ...(drifted > 0 ? [`drift in ${plural(drifted, 'place')}`] : []),
    ...(unknown > 0 ? [`${plural(unknown, 'place')} unknown`] : []),
  ]
}
