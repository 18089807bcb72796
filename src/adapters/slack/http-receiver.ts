import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import type { Clock, Log } from '../../ports.ts'
import { bodyOf, isTaken, readAtMost } from './http-body.ts'
import { whyNotSlacks } from './signature.ts'

export type HttpReceiver = Receiver & { receive(request: Request): Promise<Response> }

type Options = { signingSecret: string; now: Clock; log: Log; ackWithinMs?: number | undefined }

const largestBody = 1024 * 1024
/** Slack gives up after this long. */
const defaultAckMs = 3000

/** A Bolt receiver for Web-standard requests, so that one HTTP server can carry Slack's requests and everything else. */
export function createHttpReceiver(options: Options): HttpReceiver {
  let app: App | undefined
  return {
    init: (initialized) => {
      app = initialized
    },
    start: async () => undefined,
    stop: async () => undefined,
    async receive(request) {
      if (!app) return refusal(503, 'Pilothouse is still starting.')
      const checked = await check(request, options)
      if (checked instanceof Response) {
        options.log.warn({ status: checked.status }, 'A request to /slack/events was refused')
        return checked
      }
      if (checked.type === 'url_verification') return Response.json({ challenge: checked.challenge })
      if (checked.ssl_check !== undefined) return new Response(null)
      return dispatch(app, checked, request.headers, options)
    },
  }
}

/** The request's payload, or the refusal it gets. */
async function check(
  request: Request,
  { signingSecret, now }: Options,
): Promise<Record<string, unknown> | Response> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!isTaken(contentType)) return refusal(415, 'Slack sends JSON or form fields; this is neither.')
  const body = await readAtMost(request, largestBody)
  if (!body) return refusal(413, 'The body is over 1 MB.')
  const signature = request.headers.get('x-slack-signature')
  const timestamp = request.headers.get('x-slack-request-timestamp')
  const why = whyNotSlacks({ signature, timestamp, body }, signingSecret, now())
  if (why) return refusal(401, `This request is not Slack’s: ${why}.`)
  return bodyOf(body, contentType) ?? refusal(400, 'The body holds no payload that can be read.')
}

function dispatch(
  app: App,
  body: Record<string, unknown>,
  headers: Headers,
  options: Options,
): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<Response>()
  const late = setTimeout(
    () => resolve(refusal(404, 'Nothing answered in time.')),
    options.ackWithinMs ?? defaultAckMs,
  )
  const ack: ReceiverEvent['ack'] = async (answer?: unknown) => resolve(acknowledged(answer))
  const retries = headers.get('x-slack-retry-num')
  const retryReason = headers.get('x-slack-retry-reason')
  const event: ReceiverEvent = {
    body,
    ack,
    ...(retries && { retryNum: Number(retries) }),
    ...(retryReason && { retryReason }),
  }
  app.processEvent(event).then(
    () => resolve(refusal(404, 'Pilothouse has no use for this request.')),
    (error: unknown) => {
      options.log.error({ err: error }, 'A request of Slack’s could not be worked on')
      resolve(refusal(500, 'Pilothouse had an error of its own.'))
    },
  )
  return promise.finally(() => clearTimeout(late))
}

function acknowledged(answer: unknown): Response {
  if (answer === undefined || answer === '') return new Response(null, { status: 200 })
  return typeof answer === 'string' ? new Response(answer) : Response.json(answer)
}

const refusal = (status: number, sentence: string): Response => new Response(`${sentence}\n`, { status })
