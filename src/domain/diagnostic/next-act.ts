import type { Act } from '../act.ts'
import { retryOf } from '../act.ts'

type NextAct = { does: string } | { until: Date } | 'done'

/** The next of these acts that is due, one after the other; one that failed stops none of the others. */
export function nextActOf(names: readonly string[], acts: readonly Act[], now: Date): NextAct {
  for (const name of names) {
    const act = acts.find((one) => one.name === name)
    if (act && act.state !== 'intended') continue
    const until = act ? retryOf(act, now) : null
    return until === null ? { does: name } : { until }
  }
  return 'done'
}
