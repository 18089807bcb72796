import { addMilliseconds } from 'date-fns/addMilliseconds'
import { type Act, retryOf } from '../act.ts'

/** When something outside is looked at again: now, or then. `since` is when it first could be. */
export function nextLook(
  acts: readonly Act[],
  name: string,
  { every, since, now }: { every: number; since: Date; now: Date },
): { isDue: true } | { isDue: false; until: Date } {
  const last = acts.findLast((act) => act.name === name)
  const until =
    last?.state === 'intended' ? retryOf(last, now) : addMilliseconds(last?.finishedAt ?? since, every)
  return until === null || until <= now ? { isDue: true } : { isDue: false, until }
}
