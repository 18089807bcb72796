import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { client, connectApp, deploys, maya, openSandbox, serveApp, until } from './slack-app.ts'

test('an event that is not acknowledged comes again, marked as a retry', async () => {
  const sandbox = await openSandbox({ limits: { ackMs: 40, eventRetryMs: [0, 20, 40] } })
  const attempts: unknown[] = []
  const app = await connectApp(sandbox, () => {})
  const socket = Reflect.get(app, 'receiver').client
  socket.removeAllListeners('slack_event')
  socket.on('slack_event', (event: { retry_num: number; retry_reason: string; ack: () => Promise<void> }) => {
    attempts.push([event.retry_num, event.retry_reason])
    if (event.retry_num === 2) void event.ack()
  })
  await sandbox.slack.person(maya).say('@pilothouse hello', { in: 'general' })
  await until(() => attempts.filter((one) => String(one).startsWith('2')).length === 2, 'the second retries')
  expect(attempts).toHaveLength(6)
  expect(attempts).toContainEqual([1, 'http_timeout'])
})

test('each event goes to one of two connected apps, and all to the other when one leaves', async () => {
  const sandbox = await openSandbox()
  const heard = { one: 0, two: 0 }
  const one = await connectApp(sandbox, (app) => app.event('app_mention', async () => void heard.one++))
  await connectApp(sandbox, (app) => app.event('app_mention', async () => void heard.two++))
  const person = sandbox.slack.person(maya)
  // A mention is a message as well: two events, one for each app in turn.
  for (const _time of [1, 2, 3]) await person.say('@pilothouse hello')
  await until(() => heard.one + heard.two === 3, 'three mentions')
  await one.stop()
  const before = heard.two
  await person.say('@pilothouse again')
  await until(() => heard.two === before + 1, 'the one that stayed')
})

test('an event on a socket that breaks goes to the other one at once', async () => {
  const sandbox = await openSandbox()
  const heard: string[] = []
  const dying = await connectApp(sandbox, () => {})
  await connectApp(sandbox, (app) => app.event('reaction_added', async () => void heard.push('heard')))
  const socket = Reflect.get(dying, 'receiver').client
  socket.removeAllListeners('slack_event')
  socket.on('slack_event', () => void dying.stop())
  const person = sandbox.slack.person(maya)
  await person.say('one', { in: 'general' })
  const ts = person.sees('general')[0]?.ts ?? ''
  await person.react('eyes', { channel: 'general', ts })
  await person.react('pushpin', { channel: 'general', ts })
  await until(() => heard.length === 2, 'both reactions')
})

test('an app is asked to come back on a new socket', async () => {
  const sandbox = await openSandbox()
  await connectApp(sandbox, () => {})
  expect(sandbox.slack.isConnected()).toBe(true)
  sandbox.slack.refreshConnections()
  await until(() => !sandbox.slack.isConnected(), 'the old socket to be left')
})

test('a ticket lets one socket in', async () => {
  const sandbox = await openSandbox()
  const { url = '' } = await client(sandbox, sandbox.tokens.slack.app).apps.connections.open({})
  const first = await firstMessage(url)
  expect(JSON.parse(first)).toMatchObject({ type: 'hello', num_connections: 1 })
  expect(await firstMessage(url)).toBe('closed 4001')
})

async function firstMessage(url: string): Promise<string> {
  const socket = new WebSocket(url)
  onTestFinished(() => socket.close())
  return new Promise((resolve) => {
    socket.onmessage = ({ data }) => resolve(String(data))
    socket.onclose = ({ code }) => resolve(`closed ${code}`)
  })
}

test('reactions, the home tab and changed groups are events', async () => {
  const sandbox = await openSandbox()
  const heard: string[] = []
  await connectApp(sandbox, (app) => {
    app.event('reaction_added', async ({ event }) => void heard.push(`${event.reaction} on ${event.item.ts}`))
    app.event('app_home_opened', async ({ event, client }) => {
      const text = { type: 'plain_text' as const, text: 'All is well' }
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'header', text }] },
      })
    })
    app.event('subteam_members_changed', async ({ event }) => void heard.push(String(event.removed_users)))
  })
  const person = sandbox.slack.person(maya)
  await person.say('prices are wrong')
  const ts = person.sees(deploys)[0]?.ts ?? ''
  await person.react('pushpin', { channel: deploys, ts })
  await person.openHome()
  await sandbox.slack.setGroupMembers('S0APPROVERS', ['U0TOMAS0001'])
  await until(() => person.home() !== undefined && heard.length === 2, 'the three events')
  expect(heard).toEqual([`pushpin on ${ts}`, 'U0PRIYA0001'])
})

test('over HTTP the same payloads arrive signed', async () => {
  const port = await freePort()
  const requestUrl = `http://127.0.0.1:${port}/slack/events`
  const sandbox = await openSandbox({ slack: { httpMode: { requestUrl } } })
  await serveApp(sandbox, port, (app) => {
    app.command('/status', ({ ack, command }) => ack(`All well, ${command.user_name}.`))
    app.event('app_mention', async ({ say }) => void (await say('Yes?')))
  })
  expect(await sandbox.slack.verifyRequestUrl()).toBe(true)
  const person = sandbox.slack.person(maya)
  expect(await person.type('/status')).toEqual({ ok: true })
  await person.say('@pilothouse?')
  await until(() => person.reads(deploys).includes('Yes?'), 'the answer to the mention')
  expect(person.reads(deploys)).toEqual(['All well, maya.', '<@U0PILOTBOT1>?', 'Yes?'])
})

test('the signature is an HMAC over version, timestamp and body', async () => {
  const seen: boolean[] = []
  const secret = 'a-secret-of-more-than-24-characters'
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const base = `v0:${request.headers['x-slack-request-timestamp']}:${body}`
    const signature = `v0=${createHmac('sha256', secret).update(base).digest('hex')}`
    seen.push(request.headers['x-slack-signature'] === signature)
    response.end()
  }).listen(0, '127.0.0.1')
  await until(() => server.listening, 'the server')
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const sandbox = await openSandbox({ slack: { httpMode: { requestUrl, signingSecret: secret } } })
  await sandbox.slack.person(maya).type('/deploy web')
  server.close()
  expect(seen).toEqual([true])
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await until(() => server.listening, 'a free port')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
