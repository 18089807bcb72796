import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { TimelineEvent } from '../../domain/timeline.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentRound, incidentSubject } from '../../store/incident-keys.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { afterAct } from './after-act.ts'

/** How long a service may be away before something done for an incident is given up. */
const budgetMs = 6 * 60 * 60_000

export type IncidentAct<Input extends object, Outcome> = {
  /** What is done. Of several of one name the incident shows the last, so `page:12` is another than `page:13`. */
  name: string
  /** The name with whatever tells this one from an earlier one. */
  key: string
  act: OutsideAct<Input, Outcome>
  input: Input
  /** How long it may be invisible after it was sent (0). */
  settleMs?: number
  /** Who is asked to do it, for the sentence where that takes too long. */
  service: string
  /**
   * What follows from its end, in the transaction that stores it: what the timeline says of it, or null. Left out, only
   * a failure is told.
   */
  ended?: (trx: Trx, row: Row<'acts'>) => Promise<TimelineEvent | null>
}

/** Everything the engine needs to carry out one act of an incident. */
export function planIncidentAct<Input extends object, Outcome>(
  deps: Deps,
  incidentId: number,
  { name, key, act, input, settleMs = 0, service, ended }: IncidentAct<Input, Outcome>,
): PlannedAct {
  const fullKey = `${deps.installation}/incident/${incidentId}/${key}`
  return {
    act: act as OutsideAct<object, unknown>,
    input,
    subject: incidentSubject(incidentId),
    round: incidentRound,
    name,
    key: fullKey,
    deadlineAt: addMilliseconds(deps.now(), budgetMs),
    settleMs,
    pollMs: 2000,
    isRepeatable: false,
    overdue: (progress) => `${service} did not do it in 6 hours (last seen: ${progress ?? 'under way'}).`,
    afterwards: (trx) => afterAct(deps, trx, incidentId, fullKey, ended),
  }
}
