import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, OutsideAct } from '../../ports.ts'
import { incidentRound, incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Row, Trx } from '../../store/tables.ts'
import type { PlannedAct } from '../carry-out.ts'
import { refreshCards } from '../refresh.ts'
import { afterAct } from './after-act.ts'

/** How long a service may be away before something done for an incident is given up. */
const usualMs = 6 * 60 * 60_000

export type IncidentAct<Input extends object, Outcome> = {
  /** What is done. Of several of one name the incident shows the last, so `page:12` is another than `page:13`. */
  name: string
  /** The name with whatever tells this one from an earlier one. */
  key: string
  act: OutsideAct<Input, Outcome>
  input: Input
  /** How long it may be invisible after it was sent (0). */
  settleMs?: number
  /** Milliseconds between two looks at something under way (2 s). */
  pollMs?: number
  /** How long it may take (6 h). */
  budgetMs?: number
  /** The card shows how far it is. */
  isShown?: boolean
  /** Who is asked to do it, for the sentence where that takes too long. */
  service: string
  /**
   * What follows from its end, in the transaction that stores it: what the timeline says of it, or null. Left out, only
   * a failure is told.
   */
  ended?: (trx: Trx, row: Row<'acts'>) => Promise<TimelineEvent | null>
}

/** The key under which an act of an incident is stored, unique for ever. */
export const actKey = ({ installation }: Deps, incidentId: number, key: string): string =>
  `${installation}/incident/${incidentId}/${key}`

/** Everything the engine needs to carry out one act of an incident. */
export function planIncidentAct<Input extends object, Outcome>(
  deps: Deps,
  incidentId: number,
  wanted: IncidentAct<Input, Outcome>,
): PlannedAct {
  const { name, key, act, input, settleMs = 0, pollMs = 2000, budgetMs = usualMs } = wanted
  const { isShown = false, service, ended } = wanted
  const fullKey = actKey(deps, incidentId, key)
  return {
    act: act as OutsideAct<object, unknown>,
    input,
    subject: incidentSubject(incidentId),
    round: incidentRound,
    name,
    key: fullKey,
    deadlineAt: addMilliseconds(deps.now(), budgetMs),
    settleMs,
    pollMs,
    isRepeatable: false,
    overdue: (progress) =>
      `${service} did not do it in ${Math.round(budgetMs / 3_600_000)} hours (last seen: ${progress ?? 'under way'}).`,
    afterwards: async (trx) => {
      await afterAct(deps, trx, incidentId, fullKey, ended)
      if (isShown) await refreshCards(deps, trx, incidentSubject(incidentId))
    },
  }
}
