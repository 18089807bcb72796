import { addMilliseconds } from 'date-fns/addMilliseconds'
import type { Deps, Queue } from '../ports.ts'
import type { Trx } from '../store/tables.ts'
import { carryOut, intend, type PlannedAct } from './carry-out.ts'

/** What was found under the row's lock: nothing to do now, something done at once, or an act for outside the lock. */
export type Due = 'nothing' | 'moved' | PlannedAct

type Subject = {
  kind: 'deployment' | 'incident' | 'operation' | 'alert' | 'diagnostic'
  id: string
  /** Where one subject has several, what is decided in one may be carried out beside what is decided in another. */
  lane?: { name: string; wake: { queue: Queue; id: string } } | undefined
  decide: (trx: Trx, id: number) => Promise<Due>
}

/**
 * Does whatever is due for one subject until it has to wait. Safe to call at any time, any number of times, on any
 * replica.
 */
export async function advance(deps: Deps, subject: Subject): Promise<void> {
  const { kind, id, lane } = subject
  const held = lane ? `${kind}:${id}/${lane.name}` : `${kind}:${id}`
  const isOurs = await deps.exclusive(held, () => advanceWhileDue(deps, subject))
  if (!isOurs) await wakeSoon(deps, lane?.wake ?? { queue: `advance-${kind}`, id })
}

/** Far more than anything needs at once: beyond it something is decided again and again that changes nothing. */
const mostSteps = 1000
const mostRepeats = 5

async function advanceWhileDue(deps: Deps, { kind, id, lane, decide }: Subject): Promise<void> {
  let repeats = 0
  for (let step = 0; step < mostSteps && repeats < mostRepeats; step += 1) {
    const due = await deps.db.transaction().execute(async (trx) => {
      const decided = await decide(trx, Number(id))
      if (typeof decided === 'string') return decided
      return { planned: decided, intended: await intend(trx, deps, decided) }
    })
    if (due === 'nothing') return
    if (due !== 'moved' && due.intended) await carryOut(deps, due.planned, due.intended)
    repeats = due !== 'moved' && due.intended === null ? repeats + 1 : 0
  }
  // The next sweep tries again; until then everything else goes on.
  deps.log.error(
    { kind, id, lane: lane?.name },
    'What was decided changes nothing, so it is left alone for a minute',
  )
}

/** Another replica is at it; it may have read the rows before our reason to wake was written. */
async function wakeSoon(deps: Deps, { queue, id }: { queue: Queue; id: string }): Promise<void> {
  const at = addMilliseconds(deps.now(), 1000)
  await deps.db.transaction().execute((trx) => deps.jobs.wake(trx, queue, id, at))
}
