import { addMilliseconds } from 'date-fns/addMilliseconds'
import { min } from 'date-fns/min'
import { subMinutes } from 'date-fns/subMinutes'
import { z } from 'zod'
import { backoff } from '../domain/act.ts'
import { UpstreamError } from '../domain/errors.ts'
import type { Purpose } from '../domain/message.ts'
import type { Deps } from '../ports.ts'
import { nextMessage, threadOf, type WaitingMessage } from '../store/messages.ts'
import type { Row, Trx } from '../store/tables.ts'
import { composeMessage } from './compose-message.ts'
import { noteDelivered, noteUndelivered } from './delivery-notes.ts'
import { isMoot, withWaitingUpdates } from './updates/merge-updates.ts'

/**
 * Sends and edits what waits for one channel, in order, at most one message per `paceMs`. While Slack is away
 * everything waits; nothing is skipped, and nothing else stops.
 */
export async function deliver(deps: Deps, destination: string): Promise<void> {
  const isOurs = await deps.exclusive(`deliver:${destination}`, () => deliverWaiting(deps, destination))
  if (isOurs || (await isLookedAtLater(deps, destination))) return
  await wakeAt(deps, destination, addMilliseconds(deps.now(), 1000))
}

/** Whoever holds the channel has ordered the next look together with the rest; one is enough for all who come. */
async function isLookedAtLater(deps: Deps, destination: string): Promise<boolean> {
  const pace = await deps.db
    .selectFrom('channel_pace')
    .select('next_at')
    .where('destination', '=', destination)
    .executeTakeFirst()
  const waitMs = restMs(deps, pace?.next_at ?? null)
  return waitMs > 0 && waitMs <= longestWaitMs
}

async function deliverWaiting(deps: Deps, destination: string): Promise<void> {
  for (;;) {
    const row = await nextMessage(deps.db, destination)
    if (!row) return
    if (!(await takeChannel(deps, row))) return
    try {
      await (row.ts === null ? sendMessage(deps, row) : editMessage(deps, row, row.ts))
    } catch (error) {
      if (error instanceof UpstreamError && error.isRetryable) return await postpone(deps, row, error)
      if (!(error instanceof UpstreamError || isOwnFault(error))) throw error
      await giveUp(deps, row, error)
    }
  }
}

/** A message that can't be drawn will never be, and must not hold back the others; what else fails is tried again. */
const isOwnFault = (error: unknown): error is Error =>
  error instanceof z.ZodError || error instanceof TypeError || error instanceof RangeError

/** No wait is longer; a time further ahead was written before the clock was set back. */
const longestWaitMs = 2 * 60_000

/** A wake-up call may come this much before the time it is for. */
const earlyMs = 250

/**
 * True when a message may go now; then the channel is taken for the next `paceMs`, and looked at again after them. So
 * whoever comes in between has nothing to do and nothing to order, however many they are.
 */
async function takeChannel(deps: Deps, { destination, next_at }: WaitingMessage): Promise<boolean> {
  const now = deps.now()
  const waitMs = restMs(deps, next_at)
  if (waitMs > 0 && waitMs <= longestWaitMs) {
    if (waitMs < earlyMs) await wakeAt(deps, destination, addMilliseconds(now, waitMs))
    return false
  }
  if (deps.paceMs > 0) {
    // Coming a little late is made up for, so that the pace is kept on average.
    const from = waitMs <= 0 && -waitMs < deps.paceMs ? addMilliseconds(now, waitMs) : now
    await deps.db
      .transaction()
      .execute((trx) => rest(deps, trx, destination, addMilliseconds(from, deps.paceMs)))
  }
  return true
}

/** Milliseconds until the channel may be written to again; not positive where it may now. */
const restMs = ({ now }: Deps, nextAt: Date | null): number =>
  nextAt ? nextAt.getTime() - now().getTime() : 0

/** Nothing goes to the channel until then, and then it is looked at again. */
async function rest(deps: Deps, trx: Trx, destination: string, next_at: Date): Promise<void> {
  await trx
    .insertInto('channel_pace')
    .values({ destination, next_at })
    .onConflict((conflict) => conflict.column('destination').doUpdateSet({ next_at }))
    .execute()
  await deps.jobs.wake(trx, 'deliver', destination, next_at)
}

async function sendMessage(deps: Deps, row: WaitingMessage): Promise<void> {
  const address = await addressOf(deps, row)
  const thread = threadOf(row)
  if (row.posting_at) {
    // An earlier attempt may have arrived although its answer didn't. The earlier of the two, in case the clock was set back since.
    const since = subMinutes(min([row.posting_at, deps.now()]), 1)
    const found = await deps.chat.find(address, keyAtSlack(deps, row), since, thread)
    if (found)
      return await storeSent(deps, row, {
        ts: found.ts,
        shown_hash: null,
        shown_version: isFinal(row) ? row.wanted_version : 0,
      })
  }
  const message = await composeMessage(deps, await withWaitingUpdates(deps, row))
  const isWanted = !isMoot(message)
  const begun = isWanted
    ? { posting_at: row.posting_at ?? deps.now() }
    : { shown_version: row.wanted_version }
  await deps.db.updateTable('messages').set(begun).where('id', '=', row.id).execute()
  if (!isWanted) return
  const { ts, hash } = await deps.chat.post(address, keyAtSlack(deps, row), message, thread)
  await storeSent(deps, row, { ts, shown_hash: hash, shown_version: row.wanted_version })
}

/** Posts stay as they were sent, but for those that say later what became of what they ask for. */
const isFinal = ({ content, purpose }: Row<'messages'>): boolean =>
  content !== null && !changing.includes(purpose)

const changing: string[] = [
  ...(['update-nudge', 'role-offer', 'runbook-card', 'task-reminder', 'page'] satisfies Purpose[]),
]

const keyAtSlack = (deps: Deps, row: Row<'messages'>): string => `${deps.installation}/${row.key}`

/** A channel, a person, or the response URL of the command that asked for a deployment or an operation. */
async function addressOf(deps: Deps, row: Row<'messages'>): Promise<string> {
  const [, role, id] = /^(requester|asker):(\d+)$/.exec(row.destination) ?? []
  if (!role) return row.destination
  const { answer_to, requested_by } = await deps.db
    .selectFrom(role === 'requester' ? 'deployments' : 'operations')
    .select(['answer_to', 'requested_by'])
    .where('id', '=', Number(id))
    .executeTakeFirstOrThrow()
  return answer_to ?? requested_by
}

async function storeSent(
  deps: Deps,
  row: Row<'messages'>,
  shown: { ts: string; shown_hash: string | null; shown_version: number },
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    // The subject's row is locked before the message's, as everywhere else.
    await noteDelivered(deps, trx, row)
    await trx
      .updateTable('messages')
      .set({ ...shown, sent_at: deps.now(), attempts: 0 })
      .where('id', '=', row.id)
      .execute()
  })
}

async function editMessage(deps: Deps, row: Row<'messages'>, ts: string): Promise<void> {
  const message = await composeMessage(deps, row)
  const { hash } = await deps.chat.update(row.destination, ts, message, row.shown_hash)
  await deps.db
    .updateTable('messages')
    .set({ shown_hash: hash, shown_version: row.wanted_version, attempts: 0 })
    .where('id', '=', row.id)
    .execute()
}

async function postpone(deps: Deps, row: Row<'messages'>, error: UpstreamError): Promise<void> {
  const attempts = row.attempts + 1
  deps.log.warn({ message: row.key, attempts, err: error }, 'Slack did not take a message; it waits')
  const waitMs = Math.min(longestWaitMs, Math.max(backoff(attempts), error.retryAfterMs ?? 0))
  await deps.db.transaction().execute(async (trx) => {
    await trx.updateTable('messages').set({ attempts }).where('id', '=', row.id).execute()
    await rest(deps, trx, row.destination, addMilliseconds(deps.now(), waitMs))
  })
}

async function giveUp(deps: Deps, row: Row<'messages'>, error: Error): Promise<void> {
  const isRefused = error instanceof UpstreamError
  deps.log.error(
    { message: row.key, err: error },
    isRefused ? 'Slack refused a message' : 'A message could not be drawn',
  )
  const failed_because = isRefused
    ? error.message
    : `Pilothouse itself failed here; its log has the cause under ${row.key}.`
  await deps.db.transaction().execute(async (trx) => {
    await noteUndelivered(deps, trx, row, failed_because)
    await trx.updateTable('messages').set({ failed_because }).where('id', '=', row.id).execute()
  })
}

async function wakeAt(deps: Deps, destination: string, at: Date): Promise<void> {
  await deps.db.transaction().execute((trx) => deps.jobs.wake(trx, 'deliver', destination, at))
}
