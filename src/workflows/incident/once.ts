import type { Deps } from '../../ports.ts'
import { firstSeen } from '../../store/seen-events.ts'

/** How a form that arrived again stands: its work is `done`, or still going on. */
export type Repeated = 'done' | 'going-on'

/**
 * Does `work` for a form, unless that form was worked off already. It counts as worked off once `isFinal` says so of the
 * result, so that a form which stays open can be sent again.
 */
export async function onceForForm<Result>(
  deps: Deps,
  form: string,
  work: () => Promise<Result>,
  isFinal: (result: Result) => boolean,
): Promise<{ result: Result } | Repeated> {
  const key = `form:${form}`
  const ended = Promise.withResolvers<{ result: Result } | Repeated>()
  const isOurs = await deps.exclusive(key, async () => {
    if (await isSeen(deps, key)) return ended.resolve('done')
    const result = await work()
    // Only now: a process that dies before has done nothing, and the form may come again.
    if (isFinal(result)) await firstSeen(deps.db, key, deps.now())
    ended.resolve({ result })
  })
  return isOurs ? await ended.promise : 'going-on'
}

async function isSeen({ db }: Deps, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('seen_events')
    .select('event_id')
    .where('event_id', '=', key)
    .executeTakeFirst()
  return row !== undefined
}
