import type { Incident, StatusUpdate } from '../../domain/incident/incident.ts'
import { isDropped, isRestored } from '../../domain/incident/incident.ts'
import { severityOf } from '../../domain/incident/severity.ts'
import type { TeamConfig } from '../../domain/policy.ts'
import { unmentioned } from '../../domain/unmentioned.ts'

/** Markdown for the issue of an incident. Nothing in it tells anybody, closes another issue or hides what follows. */
export function issueBody(config: TeamConfig, incident: Incident): string {
  const { severity, declaredAt, affects } = incident
  const { name } = severityOf(config.incidents, severity)
  const services = affects.length > 0 ? ` It affects ${affects.map(plain).join(', ')}.` : ''
  return [
    `**${plain(severity.toUpperCase())} · ${plain(name)}**, declared ${utc(declaredAt)}.${services}`,
    'Pilothouse opened this issue for the incident. Each status update becomes a comment, and the issue is closed when the incident is resolved.',
  ].join('\n\n')
}

export const issueTitle = ({ id, title }: Incident): string =>
  `Incident ${id}: ${unmentioned(withNames(title))}`

export function updateComment(config: TeamConfig, { at, written, facts }: StatusUpdate): string {
  const stand = `${facts.severity.toUpperCase()}, ${facts.state}`
  const next = facts.nextDueAt
    ? `The next update is due by ${utc(facts.nextDueAt)}.`
    : 'No further update is promised.'
  if (!written)
    return [`**Automatic update** · ${stand} · ${utc(at)}`, 'Nobody wrote an update in time.', next].join(
      '\n\n',
    )
  const by = config.people.find(({ slack }) => slack === written.author)?.github
  const parts = [
    `**Update** · ${stand} · ${utc(at)}${by ? ` · by ${plain(by)}` : ''}`,
    plain(written.whatChanged),
    ...(written.impact ? [`**Impact:** ${plain(written.impact)}`] : []),
    ...(written.nextStep ? [`**Next step:** ${plain(written.nextStep)}`] : []),
  ]
  return [...parts, next].join('\n\n')
}

export function endComment(incident: Incident): string {
  if (isRestored(incident)) return `**Resolved** · ${utc(incident.resolvedAt)}\n\n${plain(incident.summary)}`
  if (!isDropped(incident)) return 'It is open again.'
  const into = incident.mergedInto === null ? '' : ` into incident ${incident.mergedInto}`
  return `**${incident.state}${into}** · ${utc(incident.endedAt)}\n\n${plain(incident.because)}`
}

const plain = (text: string): string => unmentioned(withNames(text)).replaceAll('<', '&lt;')

/** Slack writes people into commands as `<@U…|maya>`, which says nothing elsewhere. */
const withNames = (text: string): string => text.replace(/<@[UW][A-Z0-9]+\|([^<>]*)>/g, '@$1')

const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
