import { subMilliseconds } from 'date-fns/subMilliseconds'
import { retryOf } from '../../domain/act.ts'
import type { Health } from '../../domain/incident/health.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { storedHealth } from '../../store/postmortem/report-documents.ts'
import type { Trx } from '../../store/tables.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { actKey, planIncidentAct } from '../incident/plan-act.ts'
import { lookAtHealth } from '../monitoring/look-at-health.ts'

const name = 'look-before-update'

/** Shortly before an update is due, a look at what is affected: an automatic update says how that is now. */
export const lookDuties: DutySource = async (deps, trx, incident) => {
  if (!isOpen(incident) || !incident.promise || incident.affects.length === 0) return { until: null }
  const { dueAt } = incident.promise
  const at = subMilliseconds(dueAt, deps.config.incidents.nudgeBefore)
  if (at > deps.now()) return { until: at }
  const key = `${name}/${dueAt.toISOString()}`
  const begun = await begunLook(trx, actKey(deps, incident.id, key))
  if (begun && begun.state !== 'intended') return { until: null }
  const retryAt = begun && retryOf({ retryAt: begun.retry_at, intendedAt: begun.intended_at }, deps.now())
  if (retryAt) return { until: retryAt }
  return planIncidentAct(deps, incident.id, {
    ...{ name, key, act: lookAct(deps), input: { affects: incident.affects } },
    service: 'The affected services',
    ended: async () => null,
  })
}

/** A look may simply be taken again. */
function lookAct(deps: Deps): OutsideAct<{ affects: readonly string[] }, Health> {
  const look = async (_key: string, input: { affects: readonly string[] }) =>
    ({ seen: 'done', outcome: await lookAtHealth(deps, input) }) as const
  return { perform: look, observe: look }
}

const begunLook = (trx: Trx, key: string) =>
  trx
    .selectFrom('acts')
    .select(['state', 'retry_at', 'intended_at'])
    .where('key', '=', key)
    .executeTakeFirst()

/** What the newest look of an incident saw; null where there was none. */
export async function lastLook(trx: Trx, id: number): Promise<Health | null> {
  const row = await trx
    .selectFrom('acts')
    .select('outcome')
    .where('subject', '=', incidentSubject(id))
    .where('name', '=', name)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return storedHealth.safeParse(row?.outcome).data ?? null
}
