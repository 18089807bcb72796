import { expect, it } from 'vitest'
import { sign } from '../../src/adapters/slack/signature.ts'
import { deploys, maya, replying, signingSecret, startWorld, type World } from './slack-world.ts'

const form = 'application/x-www-form-urlencoded'

const command = (fields: Record<string, string> = {}): string =>
  new URLSearchParams({
    command: '/status',
    text: '',
    team_id: 'T0HARBOUR01',
    user_id: maya,
    channel_id: deploys,
    is_enterprise_install: 'false',
    ...fields,
  }).toString()

type Sent = {
  body?: string
  secondsAgo?: number
  secret?: string
  contentType?: string
  headers?: Record<string, string>
}

/** Posts as Slack would, except for what is given. */
function post({ eventsUrl }: World, sent: Sent = {}): Promise<Response> {
  const { body = command(), secondsAgo = 0, secret = signingSecret, contentType = form } = sent
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo)
  const signature = sign(secret, timestamp, body)
  const signed = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature }
  return fetch(eventsUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': contentType, ...signed, ...sent.headers },
  })
}

const httpWorld = () => startWorld({ mode: 'http', respond: () => replying('Nothing is broken.') })

it('answers a request that Slack signed', async () => {
  const response = await post(await httpWorld())
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ response_type: 'ephemeral', text: 'Nothing is broken.' })
})

it('takes a content type with a charset', async () => {
  const response = await post(await httpWorld(), { contentType: `${form}; charset=UTF-8` })
  expect(response.status).toBe(200)
})

const refusals: [string, Sent, number, string][] = [
  ['a signature by another secret', { secret: 'another-secret-0123456789' }, 401, 'its signature is wrong'],
  [
    'a signature of another length',
    { headers: { 'x-slack-signature': 'v0=abc' } },
    401,
    'its signature is wrong',
  ],
  ['no signature', { headers: { 'x-slack-signature': '' } }, 401, 'it is not signed'],
  ['no timestamp', { headers: { 'x-slack-request-timestamp': '' } }, 401, 'it is not signed'],
  ['a timestamp in words', { headers: { 'x-slack-request-timestamp': 'now' } }, 401, 'not a number'],
  ['a signature older than 5 minutes', { secondsAgo: 302 }, 401, 'older than 5 minutes'],
  ['a signature from the future', { secondsAgo: -75 }, 401, 'dated more than a minute ahead'],
  ['plain text', { contentType: 'text/plain' }, 415, 'Slack sends JSON or form fields'],
  ['a body over 1 MB', { body: command({ text: 'x'.repeat(1024 * 1024) }) }, 413, 'over 1 MB'],
  ['broken JSON', { body: '{"type":', contentType: 'application/json' }, 400, 'no payload that can be read'],
]

it.each(refusals)('refuses %s, and acts on nothing', async (_what, sent, status, why) => {
  const world = await httpWorld()
  const response = await post(world, sent)
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(why)
  expect(world.heard).toEqual([])
})

it('refuses a body that was changed after it was signed', async () => {
  const world = await httpWorld()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(signingSecret, timestamp, command()),
  }
  const response = await post(world, { body: command({ user_id: 'U0PRIYA0001' }), headers })
  expect(response.status).toBe(401)
  expect(world.heard).toEqual([])
})

it('refuses a body over 1 MB that does not say its length', async () => {
  const world = await httpWorld()
  const chunk = new TextEncoder().encode('x'.repeat(64 * 1024))
  let left = 20
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1
      if (left < 0) controller.close()
      else controller.enqueue(chunk)
    },
  })
  const headers = { 'content-type': form, 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1' }
  const init = { method: 'POST', body, headers, duplex: 'half' } as const
  const status = await fetch(world.eventsUrl, init).then((response) => response.status)
  expect(status).toBe(413)
})

it('passes Slack’s handshake for a request URL', async () => {
  const { sandbox } = await httpWorld()
  expect(await sandbox.slack.verifyRequestUrl()).toBe(true)
})

it('says that nothing answered when a payload is of no kind that it knows', async () => {
  const world = await httpWorld()
  const body = new URLSearchParams({
    payload: JSON.stringify({ type: 'something_new', team: { id: 'T0HARBOUR01' } }),
  })
  const response = await post(world, { body: body.toString() })
  expect(response.status).toBe(404)
})
