import { z } from 'zod'
import { type Act, retryOf } from '../../domain/act.ts'
import { healthOf, healthTroubles } from '../../domain/incident/health.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import { monitoringOf } from '../../domain/incident/monitoring.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import { storedHealth } from '../../store/postmortem/report-documents.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { stepFailed } from '../incident/after-act.ts'
import { channelFor } from '../incident/channel-for.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { planIncidentAct } from '../incident/plan-act.ts'
import { order } from '../refresh.ts'
import { lookAtHealth } from './look-at-health.ts'

const name = 'look-at-health'
const lookEveryMs = 30_000
const longestMs = 30 * 24 * 60 * 60_000

/** Once a fix was watched long enough, its checks are looked at until they are not red, and resolving is offered. */
export const monitoringDuties: DutySource = async (deps, _trx, incident) => {
  const now = deps.now()
  const monitoring = monitoringOf(incident, deps.config.incidents, now)
  if (monitoring.is === 'under-way') return { until: monitoring.until }
  const last = incident.acts.find((act) => act.name === name)
  const since = monitoring.is === 'over' ? monitoring.since : sinceOf(last)
  if (since === null) return { until: null }
  const act = last?.key.endsWith(`/${keyOf(since)}`) ? last : undefined
  if (act && act.state !== 'intended') return { until: null }
  const retryAt = act ? retryOf(act, now) : null
  return retryAt ? { until: retryAt } : plannedLook(deps, incident, since)
}

const keyOf = (since: Date): string => `${name}/${since.toISOString()}`

/** A look that was under way when the incident went on is ended. */
function sinceOf(last: Act | undefined): Date | null {
  return last?.state === 'intended' ? new Date(last.key.split('/').at(-1) ?? '') : null
}

function plannedLook(deps: Deps, incident: Incident, since: Date): PlannedAct {
  return planIncidentAct(deps, incident.id, {
    name,
    key: keyOf(since),
    act: healthAct(deps, incident.id),
    input: {},
    pollMs: lookEveryMs,
    budgetMs: longestMs,
    isShown: true,
    service: 'The checks',
    ended: (trx, row) => afterLook(deps, trx, incident.id, since, row),
  })
}

type Looked = z.infer<typeof looked>
const looked = z.object({ health: storedHealth.nullable() })

function healthAct(deps: Deps, id: number): OutsideAct<object, Looked> {
  const look = async () => {
    const incident = await loadIncident(deps.db, id)
    const isStillWatched = incident && monitoringOf(incident, deps.config.incidents, deps.now()).is === 'over'
    if (!isStillWatched) return { seen: 'done', outcome: { health: null } } as const
    const health = await lookAtHealth(deps, incident)
    if (healthOf(health) === 'red')
      return { seen: 'pending', progress: healthTroubles(health).join('; ') } as const
    return { seen: 'done', outcome: { health } } as const
  }
  return { perform: look, observe: look }
}

async function afterLook(
  deps: Deps,
  trx: Trx,
  id: number,
  since: Date,
  row: Row<'acts'>,
): Promise<TimelineEvent | null> {
  if (row.state === 'failed') return stepFailed(row)
  const { health } = looked.parse(row.outcome)
  const incident = await loadIncident(trx, id)
  if (health === null || !incident) return null
  await order(deps, trx, {
    key: `incident/${id}/resolve-offer/${since.toISOString()}`,
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(id),
    post: { purpose: 'resolve-offer', mitigatedAt: since, health },
    at: deps.now(),
  })
  const saw = healthOf(health) === 'green' ? 'its checks are green' : 'nobody can tell whether it is well'
  return { kind: 'happened', topic: 'state', did: `watched the fix for its time: ${saw}` }
}
