import { expect, it } from 'vitest'
import { sign } from '../../src/adapters/slack/signature.ts'
import {
  connectionTo,
  deploys,
  maya,
  modal,
  replying,
  signingSecret,
  startWorld,
  textOf,
  until,
  type World,
} from './slack-world.ts'

type Payload = Record<string, unknown>

function post({ eventsUrl }: World, body: string, contentType: string): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(signingSecret, timestamp, body),
  }
  return fetch(eventsUrl, { method: 'POST', body, headers })
}

const postEvent = (world: World, event: Payload, more: Payload = {}): Promise<Response> => {
  const envelope = { type: 'event_callback', team_id: 'T0HARBOUR01', event_id: 'Ev1', event, ...more }
  return post(world, JSON.stringify(envelope), 'application/json')
}

const postInteraction = (world: World, payload: Payload): Promise<Response> =>
  post(
    world,
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    'application/x-www-form-urlencoded',
  )

const mention = {
  type: 'app_mention',
  user: maya,
  channel: deploys,
  ts: '1.2',
  text: '<@U0PILOTBOT1> status',
}

const click = (more: Payload = {}): Payload => ({
  type: 'block_actions',
  team: { id: 'T0HARBOUR01' },
  user: { id: maya, team_id: 'T0HARBOUR01' },
  channel: { id: deploys },
  container: { type: 'message', message_ts: '1.2', channel_id: deploys },
  actions: [{ action_id: 'deployment.approve', type: 'button', value: '3:abc' }],
  ...more,
})

it('acts once on an event that Slack sends twice', async () => {
  const world = await startWorld({ mode: 'http', respond: () => replying('On it.') })
  const statuses = [await postEvent(world, mention), await postEvent(world, mention)].map(
    ({ status }) => status,
  )
  expect(statuses).toEqual([200, 200])
  await postEvent(world, { ...mention, text: 'list' }, { event_id: 'Ev2' })
  await until(() => world.heard.length === 2, 'both events')
  expect(world.heard.map(({ gesture }) => gesture.kind === 'mention' && gesture.text)).toEqual([
    'status',
    'list',
  ])
})

it('does nothing for a person of a connected organisation, and says so', async () => {
  const world = await startWorld({ mode: 'http', respond: () => replying('Approved.') })
  const stranger = { user: { id: maya, team_id: 'T0ELSEWHERE' } }
  expect((await postInteraction(world, click(stranger))).status).toBe(200)
  const reads = () => world.sandbox.slack.person(maya).reads(deploys)
  await until(() => reads().at(-1)?.includes('belongs to another workspace'), 'the refusal')
  expect(world.heard).toEqual([])
})

it('does nothing for another workspace’s command', async () => {
  const world = await startWorld({ mode: 'http', respond: () => replying('All is well.') })
  const fields = { command: '/status', team_id: 'T0ELSEWHERE', user_id: maya, channel_id: deploys }
  const response = await post(
    world,
    new URLSearchParams(fields).toString(),
    'application/x-www-form-urlencoded',
  )
  expect(await response.json()).toMatchObject({
    text: expect.stringContaining('belongs to another workspace'),
  })
  expect(world.heard).toEqual([])
})

it.each([
  ['a bot', { ...mention, bot_id: 'B0OTHER' }],
  ['a person of another workspace', { ...mention, user_team: 'T0ELSEWHERE' }],
  ['Pilothouse itself', { ...mention, user: 'U0PILOTBOT1' }],
])('does not act on a mention by %s', async (_who, event) => {
  const world = await startWorld({ mode: 'http', respond: () => replying('On it.') })
  await postEvent(world, event)
  await until(() => world.logged.some(({ message }) => message.includes('outside the team')), 'the log line')
  expect(world.heard).toEqual([])
})

it('answers a click of an unknown shape with a sentence and a reference', async () => {
  const world = await startWorld({ mode: 'http', respond: () => replying('Approved.') })
  const shapeless = click({ container: { message_ts: 12 } })
  expect((await postInteraction(world, shapeless)).status).toBe(200)
  const reads = () => world.sandbox.slack.person(maya).reads(deploys)
  await until(() => reads().at(-1)?.includes('Pilothouse has a fault of its own here.'), 'the sentence')
  expect(reads().at(-1)).toMatch(/req-\d/)
  expect(world.heard).toEqual([])
})

it('sends an answer to no address but Slack’s', async () => {
  const elsewhere: string[] = []
  const world = await startWorld({
    mode: 'http',
    respond: () => replying('Approved.'),
    slack: {
      fetch: (url, init) => {
        if (String(url).includes('example.com')) elsewhere.push(String(url))
        return fetch(url, init)
      },
    },
  })
  await postInteraction(world, click({ response_url: 'https://example.com/collect' }))
  await until(
    () => world.sandbox.slack.person(maya).reads(deploys).at(-1)?.includes('Approved.'),
    'the answer',
  )
  expect(elsewhere).toEqual([])
  expect(world.heard[0]?.invoker.responseUrl).toBeUndefined()
})

it('writes no token, secret or response URL to the log, whatever goes wrong', async () => {
  const { sandbox, logged, heard } = await startWorld({
    respond: (gesture) => {
      if (gesture.kind === 'slash' && gesture.text === 'throw') throw new Error('broken')
      return { answer: 'open', view: modal('hello') }
    },
  })
  const person = sandbox.slack.person(maya)
  for (const failure of ['invalid_auth', 'silence', '429', 'internal_error']) {
    sandbox.slack.failNext('views.open', failure)
    await person.type('/deploy')
  }
  await person.type('/deploy throw')
  sandbox.slack.refreshConnections()
  await until(
    () => heard.length === 5 && logged.filter(({ level }) => level === 'warn').length >= 4,
    'the troubles',
  )
  const text = textOf(logged)
  const { botToken, mode } = connectionTo(sandbox)
  expect(text).not.toContain(botToken)
  expect(text).not.toContain(mode.kind === 'socket' ? mode.appToken : '')
  expect(text, 'a payload of Slack’s').not.toContain('sandbox-verification-token')
  for (const { invoker } of heard) expect(text).not.toContain(invoker.responseUrl)
})
