import { z } from 'zod'
import { reading } from '../../../views/blocks.ts'
import type { Answer } from '../../ports.ts'
import { type Answered, type Incoming, replyOf } from './answering.ts'
import { type DeliverParts, deliver } from './deliver.ts'
import { fillWindow, fitted, replaceWindow } from './windows.ts'
import { within } from './within.ts'

/** Slack shows the person an error of its own after 3 s. */
const patienceMs = 2000

export type Ack = (answer?: unknown) => Promise<void>

/** Answers a submitted form inside its acknowledgement; one that takes long shows that it is worked on, then the result. */
export async function answerSubmission(
  parts: DeliverParts,
  incoming: Incoming,
  answering: Promise<Answered>,
  ack: Ack,
): Promise<void> {
  const early = await within(patienceMs, answering)
  if (!early) return answerLate(parts, incoming, answering, ack)
  const { answer, isTrouble } = early
  if (isTrouble && answer.answer === 'reply') return ack(staying(incoming, answer.reply.text))
  switch (answer.answer) {
    case 'errors':
      return ack({ response_action: 'errors', errors: answer.errors })
    case 'open':
    case 'update': {
      await ack({ response_action: 'update', view: fitted(answer.view) })
      const { view } = incoming.place
      if (view) await fillWindow(parts, { id: view.id }, answer, incoming.requestId)
      return
    }
    default:
      await ack({ response_action: 'clear' })
      return deliver(parts, incoming, early)
  }
}

const form = z.object({
  view: z.object({ blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string() })) }),
})

/** Keeps the form open, so that nothing typed is lost: the sentence stands under its first field. */
function staying({ body }: Incoming, sentence: string): unknown {
  const blocks = form.safeParse(body).data?.view.blocks
  const field = blocks?.find(({ type }) => type === 'input')?.block_id
  if (field) return { response_action: 'errors', errors: { [field]: sentence } }
  return { response_action: 'update', view: reading('Pilothouse', replyOf(sentence).blocks) }
}

async function answerLate(parts: DeliverParts, incoming: Incoming, answering: Promise<Answered>, ack: Ack) {
  const { place, requestId } = incoming
  const working = 'This takes a little longer. The result will show here; you can also close this window.'
  await ack({ response_action: 'update', view: reading('Pilothouse', replyOf(working).blocks) })
  const answered = await answering
  const { view } = place
  if (!view) return deliver(parts, incoming, answered)
  try {
    await replaceWindow(parts, { id: view.id }, lateWindow(answered.answer), requestId)
  } catch (error) {
    parts.log.warn({ requestId, err: error }, 'A late result could not be shown in its window')
    await deliver(parts, incoming, answered)
  }
}

function lateWindow(answer: Answer) {
  switch (answer.answer) {
    case 'open':
    case 'update':
      return answer
    case 'reply':
      return { view: reading('Pilothouse', answer.reply.blocks) }
    case 'errors':
      return { view: reading('Pilothouse', replyOf(Object.values(answer.errors).join('\n')).blocks) }
    case 'nothing':
    case 'home':
      return { view: reading('Pilothouse', replyOf('Done.').blocks) }
  }
}
