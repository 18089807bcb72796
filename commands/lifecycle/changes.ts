import type { PastTime } from '../../src/domain/past-time.ts'
import { pastMomentOf } from '../../src/domain/past-time.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import type { Affects } from '../../src/workflows/lifecycle/affects.ts'
import { setAffects } from '../../src/workflows/lifecycle/affects.ts'
import { setBegan } from '../../src/workflows/lifecycle/began.ts'
import { confirmIncident } from '../../src/workflows/lifecycle/confirm.ts'
import type { Drop } from '../../src/workflows/lifecycle/drop.ts'
import { dropIncident } from '../../src/workflows/lifecycle/drop.ts'
import type { Merge } from '../../src/workflows/lifecycle/merge.ts'
import { mergeIncident } from '../../src/workflows/lifecycle/merge.ts'
import type { ToPause } from '../../src/workflows/lifecycle/pause.ts'
import { continueIncident, pauseIncident } from '../../src/workflows/lifecycle/pause.ts'
import { timeZoneFor } from '../../src/workflows/time-zone.ts'
import * as words from '../../views/lifecycle/replies.ts'
import { answerOr, type Refuse } from '../incident/changes.ts'
import { findVisible } from '../incident/which.ts'
import { refuse } from '../words.ts'

type Change<Input> = (input: Input, invoker: Invoker, deps: Deps, no?: Refuse) => Promise<Answer>
type One = { id: number }

export const confirm: Change<One> = async ({ id }, invoker, deps, no = refuse) =>
  answerOr(await confirmIncident(deps, { id }, invoker), no, (confirmed) =>
    words.confirmedReply({ id, ...confirmed }),
  )

export const drop: Change<Drop> = async (input, invoker, deps, no = refuse) =>
  answerOr(await dropIncident(deps, input, invoker), no, () => words.droppedReply(input))

/** Into a private incident of others nothing can be merged: for the person it doesn't exist. */
export const merge: Change<Merge> = async (input, invoker, deps, no = refuse) => {
  const { into } = input
  if (!(await findVisible(into, invoker, deps))) return no({ refused: 'no-such-incident', id: String(into) })
  return answerOr(await mergeIncident(deps, input, invoker), no, ({ channel }) =>
    words.mergedReply({ ...input, channel }),
  )
}

export const pause: Change<ToPause> = async (input, invoker, deps, no = refuse) =>
  answerOr(await pauseIncident(deps, input, invoker), no, (paused) =>
    words.pausedReply({ id: input.id, ...paused }),
  )

export const goOn: Change<One> = async ({ id }, invoker, deps, no = refuse) =>
  answerOr(await continueIncident(deps, { id }, invoker), no, (continued) =>
    words.continuedReply({ id, ...continued }),
  )

export const affects: Change<Affects> = async (input, invoker, deps, no = refuse) =>
  answerOr(await setAffects(deps, input, invoker), no, (set) => words.affectsReply({ id: input.id, ...set }))

type Began = { id: number; at: Date; zone?: string | null }

export const began: Change<Began> = async ({ id, at, zone = null }, invoker, deps, no = refuse) =>
  answerOr(await setBegan(deps, { id, at }, invoker), no, ({ isNew }) =>
    words.beganReply({ id, at, isNew, zone }),
  )

/** The same with a time as it was said, read by the clock of whoever said it. */
export async function beganAsSaid(id: number, said: PastTime, invoker: Invoker, deps: Deps): Promise<Answer> {
  const { timeZone, isTheirs } = await timeZoneFor(deps, invoker.user)
  const zone = isTheirs || said.is === 'ago' ? null : timeZone
  return await began({ id, at: pastMomentOf(said, timeZone, deps.now()), zone }, invoker, deps)
}
