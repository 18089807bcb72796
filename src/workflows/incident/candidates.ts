import { retryOf } from '../../domain/act.ts'
import { earliest } from '../../domain/earliest.ts'
import type { Incident } from '../../domain/incident/incident.ts'
import type { PlannedAct } from '../carry-out.ts'
import type { Found } from './duty-source.ts'

/** An act that an incident wants; `key` is its name with whatever tells it from an earlier one. */
export type Candidate = { name: string; key: string; plan: () => PlannedAct | Promise<PlannedAct> }

/** The first of several acts that is due, or the earliest time at which one that is under way is. */
export async function firstDue(
  incident: Incident,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Found> {
  const later: Date[] = []
  for (const { name, key, plan } of candidates) {
    const last = incident.acts.find((act) => act.name === name)
    const act = last?.key.endsWith(`/incident/${incident.id}/${key}`) ? last : undefined
    if (act && act.state !== 'intended') continue
    const retryAt = act ? retryOf(act, now) : null
    if (retryAt === null) return await plan()
    later.push(retryAt)
  }
  return { until: earliest(later) }
}
