import { refusalInWords } from '../../../views/refusal.ts'
import type { Answer, Gesture, Log, Reply, Respond } from '../../ports.ts'
import { belonging, type Identity } from './belonging.ts'
import { gestureOf, type Source } from './gestures.ts'
import type { Place } from './place.ts'
import type { ResponseUrls } from './response-urls.ts'

export type AnsweringParts = {
  respond: Respond
  /** Throws `UpstreamError` while Slack has not said yet who we are. */
  identity: () => Promise<Identity>
  /** True the first time an event is seen. */
  seen: (eventId: string) => Promise<boolean>
  /** Any error as a sentence that holds the reference. */
  trouble: (error: unknown, reference: string) => string
  responseUrls: ResponseUrls
  log: Log
}

/** One thing that Slack delivered. */
export type Incoming = {
  source: Source
  body: unknown
  eventId?: string | undefined
  place: Place
  requestId: string
}

export type Answered = {
  answer: Answer
  gesture?: Gesture | undefined
  /** The answer only says what went wrong: what the person typed should stay. */
  isTrouble?: true
}

/** Finds the answer to what a person did. Never throws: any error becomes a sentence with a reference. */
export async function answerTo(parts: AnsweringParts, incoming: Incoming): Promise<Answered> {
  const { source, place, requestId } = incoming
  try {
    if (incoming.eventId && !(await parts.seen(incoming.eventId))) return { answer: { answer: 'nothing' } }
    const us = await parts.identity()
    const from = belonging(incoming.body, us)
    if (from !== 'ours') return strange(parts, incoming, from)
    const gesture = gestureOf(source, incoming.body, us.botUser)
    parts.log.info({ requestId, user: place.user, ...named(gesture) }, 'Somebody asked for something')
    return { answer: await parts.respond(gesture, invokerOf(parts, incoming)), gesture }
  } catch (error) {
    parts.log.error({ requestId, err: error, source }, 'A request could not be answered')
    return { answer: reply(parts.trouble(error, requestId)), isTrouble: true }
  }
}

function strange(
  { log }: AnsweringParts,
  { requestId, place, source }: Incoming,
  from: 'foreign' | 'bot',
): Answered {
  log.warn({ requestId, user: place.user, from }, 'A request from outside the team was refused')
  const isAskedForNothing = source === 'reaction' || source === 'revision'
  if (from === 'bot' || isAskedForNothing) return { answer: { answer: 'nothing' } }
  return { answer: reply(refusalInWords({ refused: 'not-your-team' })), isTrouble: true }
}

function invokerOf({ responseUrls }: AnsweringParts, { place, requestId }: Incoming) {
  const { user, channel, responseUrl } = place
  if (user === undefined) throw new Error('The payload names no person')
  const isUsable = responseUrl !== undefined && responseUrls.isSlacks(responseUrl)
  return { user, requestId, ...(channel && { channel }), ...(isUsable && { responseUrl }) }
}

/** What may stand in the log: never the text, which can hold anything. */
function named(gesture: Gesture): Record<string, string> {
  switch (gesture.kind) {
    case 'slash':
      return { gesture: gesture.command }
    case 'click':
      return { gesture: gesture.action }
    case 'submit':
      return { gesture: gesture.form }
    case 'shortcut':
      return { gesture: gesture.callback }
    case 'mention':
    case 'home':
    case 'reaction':
    case 'edit':
    case 'deletion':
      return { gesture: gesture.kind }
  }
}

export function replyOf(sentence: string): Reply {
  return { text: sentence, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: sentence } }] }
}

const reply = (sentence: string): Answer => ({ answer: 'reply', reply: replyOf(sentence) })
