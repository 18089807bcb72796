import { subDays } from 'date-fns/subDays'
import { type CheckFigures, checkFigures } from '../../domain/check/check-figures.ts'
import type { Deployment } from '../../domain/deployment/deployment.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { maySee } from '../../domain/incident/incident.ts'
import type { Alert } from '../../domain/paging/alert.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { loadRollups } from '../../store/check/samples.ts'
import { listDeployments } from '../../store/deployment/deployments.ts'
import { listResolvedIncidents } from '../../store/incident/incidents.ts'
import { listAlertsAbout } from '../../store/paging/alert-lists.ts'

/** What there is to know of one component beside what runs: `figures` by check. */
export type Component = {
  service: string
  figures: Map<string, CheckFigures>
  deployments: Deployment[]
  /** Over, in the last week. */
  alerts: Alert[]
  incidents: Incident[]
}

const most = 5

type Names = { service: string; environment: string | null }

/** The week of one component, as far as the person may see it. */
export async function surveyComponent(
  deps: Deps,
  { service, environment }: Names,
  invoker: Invoker,
): Promise<Component> {
  const { db, config } = deps
  const now = deps.now()
  const names = config.checks.filter((check) => check.service === service).map(({ name }) => name)
  const from = subDays(now, 7)
  const [hours, deployments, alerts, resolved] = await Promise.all([
    loadRollups(db, 'hour', { names, from, until: now }),
    listDeployments(db, { service, environment, limit: most }),
    listAlertsAbout(db, { service, since: from, limit: most }),
    listResolvedIncidents(db, 50),
  ])
  const incidents = resolved.filter(
    (one) => 'resolvedAt' in one && one.resolvedAt >= from && one.affects.includes(service),
  )
  return {
    service,
    deployments,
    figures: new Map(names.map((name) => [name, checkFigures(hours.get(name) ?? [], now)])),
    alerts: alerts.filter(({ state }) => state === 'resolved'),
    incidents: incidents.filter((one) => maySee(one, invoker) && !one.isDrill).slice(0, most),
  }
}
