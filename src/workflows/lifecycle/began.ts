import { subDays } from 'date-fns/subDays'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { changeIncident, recordChange } from '../incident/change.ts'

const longestDays = 366

/** Says since when it hurts, also after the end: it is often found out late. */
export async function setBegan(
  deps: Deps,
  { id, at }: { id: number; at: Date },
  invoker: Invoker,
): Promise<{ isNew: boolean } | Refusal> {
  const refusal = momentAgainst(at, deps.now())
  if (refusal) return refusal
  return await changeIncident<{ isNew: boolean }>(deps, id, async (trx, incident) => {
    if (incident.impactAt?.getTime() === at.getTime()) return { isNew: false }
    await updateIncident(trx, incident, { impact_at: at })
    await recordChange(deps, trx, id, {
      by: invoker,
      action: 'incident.began',
      event: { kind: 'happened', topic: 'state', did: `said that it began ${at.toISOString()}` },
    })
    return { isNew: true }
  })
}

/** What began in the future, or so long ago that the year was mistyped, is refused. */
export function momentAgainst(at: Date, now: Date): Refusal | null {
  if (at > now) return { refused: 'no-such-moment', at: at.toISOString(), is: 'future' }
  const isTooFar = at < subDays(now, longestDays)
  return isTooFar ? { refused: 'no-such-moment', at: at.toISOString(), is: 'too-far' } : null
}
