import type { KnownBlock } from '@slack/types'
import type { CheckFigures } from '../../src/domain/check/check-figures.ts'
import type { CheckNow } from '../../src/domain/check/check-now.ts'
import { worstFirst } from '../../src/domain/check/check-now.ts'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { Alert } from '../../src/domain/paging/alert.ts'
import { packed } from '../blocks.ts'
import { deploymentLine } from '../overview.ts'
import { duration, line, plural, time } from '../text.ts'
import { changeLine } from './lately.ts'
import { checkLine } from './words.ts'

type Facts = {
  checks: readonly CheckNow[]
  figures: ReadonlyMap<string, CheckFigures>
  deployments: readonly Deployment[]
  alerts: readonly Alert[]
  incidents: readonly Incident[]
}

/** The week of one component: its checks with their figures, its last deployments, alerts and incidents. */
export function componentBlocks({ checks, figures, deployments, alerts, incidents }: Facts): KnownBlock[] {
  return [
    ...titled(
      'Checks',
      worstFirst(checks).map((check) => `${checkLine(check)}\n   ${figuresInWords(figures.get(check.name))}`),
      'No check of pilothouse.yml is about it, so nobody looks whether it works.',
    ),
    ...titled('Last deployments', deployments.map(deploymentLine), 'None.'),
    ...titled('Over in the last week', [...incidents.flatMap(incidentLine), ...alerts.map(alertLine)], null),
  ]
}

function titled(title: string, lines: string[], none: string | null): KnownBlock[] {
  if (lines.length === 0 && none === null) return []
  return packed([`*${title}*`, ...(lines.length > 0 ? lines : [none ?? ''])])
}

/** "p95 210 ms · up 99.9% of 24 h, 99.95% of 7 d (288 looks)"; what nobody looked at is said so. */
function figuresInWords(figures: CheckFigures | undefined): string {
  if (!figures || figures.looks === 0) return 'No looks in the last 24 hours: nothing is known of its uptime.'
  const { p95Ms, uptimeDay, uptimeWeek, looks } = figures
  const latency = p95Ms === null ? 'no latency known' : `p95 ${duration(p95Ms)}`
  return `${latency} · up ${percent(uptimeDay)} of 24 h, ${percent(uptimeWeek)} of 7 d (${plural(looks, 'look')} in 24 h)`
}

/** Never rounded up to 100%. */
export function percent(share: number | null): string {
  if (share === null) return 'unknown'
  return `${Math.floor(share * 10_000 + 1e-9) / 100}%`
}

const incidentLine = (incident: Incident): string[] =>
  'resolvedAt' in incident ? [changeLine({ what: 'incident', incident, at: incident.resolvedAt })] : []

const alertLine = ({ id, title, firedAt, resolvedAt }: Alert): string =>
  `:white_check_mark: alert ${id} ${line(title, 100)} · ${time(firedAt)}${resolvedAt ? `, over after ${duration(resolvedAt.getTime() - firedAt.getTime())}` : ''}`
