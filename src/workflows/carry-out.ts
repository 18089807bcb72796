import { addMilliseconds } from 'date-fns/addMilliseconds'
import { min } from 'date-fns/min'
import type { ActPart, Sighting } from '../domain/act.ts'
import { backoff, tryingAgain } from '../domain/act.ts'
import { UpstreamError } from '../domain/errors.ts'
import type { Deps, OutsideAct } from '../ports.ts'
import type { Intent } from '../store/acts.ts'
import { storeAttempt, storeIntent } from '../store/acts.ts'
import { writeAudit } from '../store/audit.ts'
import type { Row, Trx } from '../store/tables.ts'

/** One act of one subject, ready to be carried out. */
export type PlannedAct<Input extends object = object, Outcome = unknown> = Omit<Intent, 'input'> & {
  input: Input
  act: OutsideAct<Input, Outcome>
  /** How long an act may be invisible after it was sent; only then is "absent" believed. */
  settleMs: number
  /** Milliseconds between two looks at something under way. */
  pollMs: number
  /** The sentence for something still unfinished at its deadline. */
  overdue: (progress: string | null) => string
  /** A read that may be taken again after it ended. */
  isRepeatable: boolean
  /** Stored in the same transaction as the outcome: cards, wake-ups. */
  afterwards: (trx: Trx) => Promise<void>
}

/** An attempt whose intent is stored; `isNew` where nothing was sent before. */
type Intended = { row: Row<'acts'>; isNew: boolean }

/**
 * Stores the intent, in the transaction that decided for the act: whoever decides otherwise comes before or after both.
 * Null where another replica has finished it meanwhile.
 */
export async function intend(trx: Trx, deps: Deps, planned: PlannedAct): Promise<Intended | null> {
  const stored = await storeIntent(trx, planned, deps.now(), planned.isRepeatable)
  if (stored?.isNew) await planned.afterwards(trx)
  return stored
}

/**
 * Acts outside any transaction, and stores what happened. An act whose intent is older than this attempt is observed
 * before it is sent again, so that a crash between the two doubles nothing.
 */
export async function carryOut(deps: Deps, planned: PlannedAct, { row, isNew }: Intended): Promise<void> {
  const attempt = await attemptAct(deps, planned, row, isNew)
  await deps.db.transaction().execute((trx) => settle(trx, deps, planned, row, attempt))
}

type Attempt = Exclude<Sighting<unknown>, { seen: 'absent' }> | { seen: 'trouble'; error: UpstreamError }

async function attemptAct<Input extends object>(
  deps: Deps,
  planned: PlannedAct<Input>,
  row: Row<'acts'>,
  isNew: boolean,
): Promise<Attempt> {
  try {
    return isNew
      ? await planned.act.perform(planned.key, planned.input)
      : await observeFirst(deps, planned, row)
  } catch (error) {
    if (error instanceof UpstreamError) return { seen: 'trouble', error }
    deps.log.error(
      { err: error, subject: planned.subject, act: planned.key },
      'An act failed inside Pilothouse',
    )
    return {
      seen: 'failed',
      reason: `Pilothouse itself failed here; its log has the cause under ${planned.key}.`,
    }
  }
}

async function observeFirst<Input extends object>(
  deps: Deps,
  planned: PlannedAct<Input>,
  row: Row<'acts'>,
): Promise<Attempt> {
  const input = row.input as Input
  const sighting = await planned.act.observe(planned.key, input, row.remote)
  if (sighting.seen !== 'absent') return sighting
  if (row.remote !== null)
    return { seen: 'failed', reason: `It began as ${row.remote}, which is no longer there.` }
  // An intent in the future is from before the clock was set back.
  const isSettled = Math.abs(deps.now().getTime() - row.intended_at.getTime()) >= planned.settleMs
  return isSettled
    ? await planned.act.perform(planned.key, input)
    : { seen: 'pending', progress: 'looking whether the last attempt arrived' }
}

async function settle(
  trx: Trx,
  deps: Deps,
  planned: PlannedAct,
  row: Row<'acts'>,
  attempt: Attempt,
): Promise<void> {
  const now = deps.now()
  const change = changeFor(attempt, row, now, planned)
  const isOurs = await storeAttempt(trx, row, change)
  if (!isOurs) return
  if (change.state === 'done' || change.state === 'failed') {
    const detail = {
      act: planned.name,
      key: planned.key,
      attempts: row.attempts,
      reason: change.reason ?? null,
    }
    await writeAudit(trx, {
      at: now,
      actor: 'pilothouse',
      action: `act.${change.state}`,
      subject: planned.subject,
      detail,
    })
  }
  await planned.afterwards(trx)
}

type Change = Parameters<typeof storeAttempt>[2]

function changeFor(attempt: Attempt, row: Row<'acts'>, now: Date, planned: PlannedAct): Change {
  const isOverdue = now >= row.deadline_at
  switch (attempt.seen) {
    case 'done':
      return {
        ...traces(attempt),
        state: 'done',
        outcome: JSON.stringify(attempt.outcome ?? {}),
        finished_at: now,
      }
    case 'failed':
      return { ...traces(attempt), state: 'failed', reason: attempt.reason, finished_at: now }
    case 'pending':
      return isOverdue
        ? {
            ...traces(attempt),
            state: 'failed',
            reason: planned.overdue(attempt.progress ?? null),
            finished_at: now,
          }
        : { ...traces(attempt), retry_at: addMilliseconds(now, planned.pollMs) }
    case 'trouble':
      return troubleChange(attempt.error, row, now, isOverdue)
  }
}

function troubleChange(error: UpstreamError, row: Row<'acts'>, now: Date, isOverdue: boolean): Change {
  if (!error.isRetryable || isOverdue) {
    const outcome = JSON.stringify({ isUnknown: true })
    return { state: 'failed', reason: error.message, outcome, finished_at: now }
  }
  const waitMs = Math.max(backoff(row.attempts), error.retryAfterMs ?? 0)
  // Whoever asks for a wait of days is asked once more at the deadline, and then it is over.
  const retryAt = min([addMilliseconds(now, waitMs), row.deadline_at])
  return { progress: `${tryingAgain}${error.message}`, retry_at: retryAt }
}

/** Keeps what is known of the provider's side; an attempt that names nothing new overwrites nothing. */
function traces(attempt: {
  remote?: string | undefined
  progress?: string | undefined
  link?: string | undefined
  parts?: ActPart[] | undefined
}): Change {
  return {
    ...(attempt.remote === undefined ? {} : { remote: attempt.remote }),
    ...(attempt.link === undefined ? {} : { link: attempt.link }),
    ...(attempt.parts === undefined ? {} : { parts: JSON.stringify(attempt.parts) }),
    progress: attempt.progress ?? null,
  }
}
