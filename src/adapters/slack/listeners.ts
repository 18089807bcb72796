import type { App, CodedError } from '@slack/bolt'
import { z } from 'zod'
import { isChart } from '../../../views/chart.ts'
import { withinLimits } from '../../../views/limits.ts'
import { type AnsweringParts, answerTo, type Incoming } from './answering.ts'
import { type DeliverParts, deliver, deliverLater } from './deliver.ts'
import type { Source } from './gestures.ts'
import type { Groups } from './groups.ts'
import { placeOf } from './place.ts'
import { isRevised } from './revised.ts'
import { type Ack, answerSubmission } from './submissions.ts'
import { within } from './within.ts'

export type ListenerParts = AnsweringParts &
  DeliverParts & {
    newRequestId: () => string
    groups: Groups
    /** Told of everything begun, so that a shutdown can wait for it. */
    begun: (work: Promise<void>) => void
  }

/** A command that is answered faster than this is answered in the acknowledgement itself. */
const commandPatienceMs = 250

/** Whatever people do in Slack goes through one door; commands/ decides what it means. */
export function listen(app: App, parts: ListenerParts): void {
  const take = (source: Source, body: unknown, ack: Ack) => receive(parts, source, body, ack)
  const none = async () => {}
  app.command(/^/, ({ body, ack }) => take('command', body, (answer) => ack(answer as undefined)))
  app.action(/^/, ({ body, ack }) => take('action', body, () => ack()))
  app.view({ type: 'view_submission' }, ({ body, ack }) =>
    take('submission', body, (answer) => ack(answer as undefined)),
  )
  app.view({ type: 'view_closed' }, ({ ack }) => ack())
  app.shortcut(/^/, ({ body, ack }) => take('shortcut', body, () => ack()))
  app.event('app_mention', ({ body }) => take('mention', body, none))
  app.event('app_home_opened', async ({ body, event }) => {
    if (event.tab === 'home') await take('home', body, none)
  })
  app.event('reaction_added', ({ body }) => take('reaction', body, none))
  app.event('message', async ({ body }) => {
    if (isRevised(body)) await take('revision', body, none)
  })
  app.event('subteam_members_changed', async ({ event }) => parts.groups.forget(event.subteam_id))
  app.error(async (failed: Failed) => {
    parts.log.error({ err: failed.error }, 'A listener failed')
    throw failed.error
  })
}

/** What `extendedErrorHandler` hands over. Its body is never logged: it holds tokens and response URLs. */
type Failed = { error: CodedError }

const withEventId = z.object({ event_id: z.string().optional().catch(undefined) })

async function receive(parts: ListenerParts, source: Source, body: unknown, ack: Ack): Promise<void> {
  const requestId = parts.newRequestId()
  const eventId = withEventId.safeParse(body).data?.event_id
  const incoming = { source, body, eventId, place: placeOf(body), requestId }
  const work = answer(parts, incoming, acknowledging(parts, ack, requestId))
  parts.begun(work)
  await work
}

/** A lost connection makes Slack tell the person that nothing answered; what they asked for happens all the same. */
function acknowledging({ log }: ListenerParts, ack: Ack, requestId: string): Ack {
  return (answer) =>
    ack(answer).catch((error: unknown) =>
      log.warn({ requestId, err: error }, 'Slack could not be told that its request arrived'),
    )
}

async function answer(parts: ListenerParts, incoming: Incoming, ack: Ack): Promise<void> {
  const answering = answerTo(parts, incoming)
  if (incoming.source === 'submission') return answerSubmission(parts, incoming, answering, ack)
  if (incoming.source !== 'command') {
    await ack()
    return deliver(parts, incoming, await answering)
  }
  const early = await within(commandPatienceMs, answering)
  // What answers a command at once is accepted or lost unseen, and a chart may be refused.
  if (early?.answer.answer === 'reply' && !early.answer.reply.blocks.some(isChart)) {
    const { text, blocks } = early.answer.reply
    await ack({ response_type: 'ephemeral', text, blocks: withinLimits(blocks, 'message') })
    return deliverLater(parts, incoming, early.answer)
  }
  await ack()
  await deliver(parts, incoming, early ?? (await answering))
}
