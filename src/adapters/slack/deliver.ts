import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { withinLimits } from '../../../views/limits.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { Answer } from '../../ports.ts'
import { type Answered, type Incoming, replyOf } from './answering.ts'
import { equivalentOf } from './equivalent.ts'
import { createSay, createShow, type SayParts } from './say.ts'
import { openWindow, replaceWindow, type WindowParts } from './windows.ts'

export type DeliverParts = SayParts & WindowParts

const ok = z.object({ ok: z.literal(true) })

/** Brings an answer to the person, after Slack's request was acknowledged. Never throws. */
export async function deliver(parts: DeliverParts, incoming: Incoming, answered: Answered): Promise<void> {
  const { place, requestId } = incoming
  try {
    await bring(parts, incoming, answered.answer)
    await deliverLater(parts, incoming, answered.answer)
  } catch (error) {
    parts.log.warn({ requestId, err: error }, 'An answer could not be shown as meant')
    const sentence = isTooLate(error)
      ? `Slack did not let Pilothouse open the window in time. Nothing was changed: ${equivalentOf(answered.gesture)}.`
      : parts.trouble(error, requestId)
    await createSay(parts)(place, replyOf(sentence), requestId)
  }
}

/** What was still looked for when the first words were said. Never throws. */
export async function deliverLater(parts: DeliverParts, incoming: Incoming, answer: Answer): Promise<void> {
  if (answer.answer !== 'reply' || !answer.later) return
  const { place, requestId } = incoming
  const found = await answer.later().catch((error: unknown) => {
    parts.log.error({ requestId, err: error }, 'What was promised could not be found out')
    return replyOf(parts.trouble(error, requestId))
  })
  await createSay(parts)(place, found, requestId)
}

async function bring(parts: DeliverParts, incoming: Incoming, answer: Answer): Promise<void> {
  const { place, requestId, source } = incoming
  switch (answer.answer) {
    case 'nothing':
      return
    case 'reply':
      if (source === 'home') return publish(parts, incoming, answer.reply)
      return source === 'submission'
        ? createSay(parts)(place, answer.reply, requestId)
        : createShow(parts)(place, answer.reply, requestId)
    case 'errors':
      return createSay(parts)(place, replyOf(Object.values(answer.errors).join('\n')), requestId)
    case 'open':
      return openWindow(parts, place, answer, requestId)
    case 'update':
      return place.view?.type === 'modal'
        ? replaceWindow(parts, place.view, answer, requestId)
        : openWindow(parts, place, answer, requestId)
    case 'home':
      return publish(parts, incoming, answer)
  }
}

async function publish({ api }: DeliverParts, { place }: Incoming, { blocks }: { blocks: KnownBlock[] }) {
  const view = { type: 'home', blocks: withinLimits(blocks, 'home') }
  await api('views.publish', { user_id: place.user, view }, ok)
}

const late = new Set([
  'expired_trigger_id',
  'invalid_trigger_id',
  'exchanged_trigger_id',
  'trigger_exchanged',
  'ratelimited',
])

const isTooLate = (error: unknown): boolean =>
  error instanceof UpstreamError && error.code !== undefined && late.has(error.code)
