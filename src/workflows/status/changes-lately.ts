import { subHours } from 'date-fns/subHours'
import type { Incident } from '../../domain/incident/incident.ts'
import { maySee } from '../../domain/incident/incident.ts'
import type { Change } from '../../domain/status/change.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { listLiveEndedSince } from '../../store/deployment/deployments.ts'
import { listResolvedIncidents } from '../../store/incident/incidents.ts'
import { listEndedSince } from '../../store/operation/operations.ts'

const hours = 24
const most = 10

/** What changed in the last day, as far as the person may see it, the newest first. */
export async function changesLately(deps: Deps, invoker: Invoker): Promise<Change[]> {
  const since = subHours(deps.now(), hours)
  const [deployments, operations, incidents] = await Promise.all([
    listLiveEndedSince(deps.db, since, most),
    listEndedSince(deps.db, since, most),
    listResolvedIncidents(deps.db, most),
  ])
  const changes: Change[] = [
    ...deployments.map((deployment) => ({
      ...{ what: 'deployment' as const, deployment },
      at: deployment.since,
    })),
    ...operations.flatMap((operation) =>
      operation.state === 'running' ? [] : [{ what: 'operation' as const, operation, at: operation.endedAt }],
    ),
    ...incidents.flatMap((incident) => endedSince(incident, since, invoker)),
  ]
  return changes.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, most)
}

function endedSince(incident: Incident, since: Date, invoker: Invoker): Change[] {
  if (!('resolvedAt' in incident) || incident.resolvedAt < since || incident.isDrill) return []
  return maySee(incident, invoker) ? [{ what: 'incident', incident, at: incident.resolvedAt }] : []
}
