import { addDays } from 'date-fns/addDays'
import { momentOf, type WantedTime } from '../../src/domain/deployment/start-time.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { startNow } from '../../src/workflows/gate/start-now.ts'
import { timeZoneFor } from '../../src/workflows/time-zone.ts'
import { startedReply } from '../../views/deployment/replies.ts'
import type { Answers, Click } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** `timeZone` is where the time was read; null where it needed none. */
export type Start = { at: Date; timeZone: string | null; isTheirs: boolean }

const longestDays = 366

/** The moment that is meant, read by the clock of whoever said it. Null where nobody asked for a time. */
export async function startFor(
  deps: Deps,
  wanted: WantedTime | null,
  { user }: Invoker,
): Promise<Start | Refusal | null> {
  if (!wanted) return null
  const zone = await timeZoneFor(deps, user)
  const at = momentOf(wanted, zone.timeZone, deps.now())
  const refusal = timeAgainst(at, deps.now())
  if (refusal) return refusal
  return wanted.is === 'in' ? { at, timeZone: null, isTheirs: true } : { at, ...zone }
}

/** Nothing starts in the past, or so late that nobody will know why. */
export function timeAgainst(at: Date, now: Date): Refusal | null {
  if (at > now && at <= addDays(now, longestDays)) return null
  return { refused: 'no-such-start', at: at.toISOString(), isPast: at <= now }
}

export async function start(id: number, invoker: Invoker, deps: Deps): Promise<Answer> {
  const started = await startNow(deps, id, invoker)
  return isRefusal(started) ? refuse(started) : reply(startedReply({ id, ...started }))
}

export const scheduleClicks: Record<string, Answers<Click>> = {
  'deployment.start': async (click, invoker, deps) => await start(parseId(click.value) ?? 0, invoker, deps),
}
