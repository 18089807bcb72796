import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { readManifest } from '../../src/sandbox/slack/manifest.ts'
import type { ServerEvent } from '../../src/sandbox/slack/protocol.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/world.ts'
import { client, connectApp, deploys, maya, openSandbox, until } from './slack-app.ts'

const post = (sandbox: Sandbox, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

async function listenLive(sandbox: Sandbox, user: string): Promise<ServerEvent[]> {
  const events: ServerEvent[] = []
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/slack/live?user=${user}`)
  onTestFinished(() => socket.terminate())
  socket.on('message', (data) => events.push(JSON.parse(String(data))))
  await until(() => events.length > 0, 'the snapshot')
  return events
}

test('the info tells any client where the stand-ins are', async () => {
  const sandbox = await openSandbox()
  const info = await (await fetch(`${sandbox.url}/sandbox/info`)).json()
  expect(info).toMatchObject({
    page: `${sandbox.url}/`,
    slack: { url: `${sandbox.url}/slack/api/`, botToken: expect.stringMatching(/^xoxb-sandbox-/) },
    github: { url: `${sandbox.url}/github`, repository: 'harbour/shop' },
    vercel: { teamId: 'team_harbour', projectId: 'prj_shop_web' },
    supabase: {
      url: `${sandbox.url}/supabase`,
      accessToken: expect.stringMatching(/^sbp_/),
      projectRef: 'harbourgoodsshoplive',
    },
  })
  const headers = { authorization: `Bearer ${info.github.token}` }
  expect((await fetch(`${info.github.url}/repos/${info.github.repository}`, { headers })).status).toBe(200)
})

test('faults are switched by name and nothing else', async () => {
  const sandbox = await openSandbox()
  expect(
    await (await post(sandbox, '/sandbox/faults', { name: 'slackSilent', on: true })).json(),
  ).toMatchObject({
    slackSilent: true,
  })
  expect(sandbox.faults.slackSilent).toBe(true)
  expect((await post(sandbox, '/sandbox/faults', { name: 'slackMoody', on: true })).status).toBe(400)
  expect((await post(sandbox, '/sandbox/faults', { name: 'slackSilent' })).status).toBe(400)
})

test('a page elsewhere can neither post nor listen', async () => {
  const sandbox = await openSandbox()
  const elsewhere = { origin: 'https://elsewhere.example' }
  expect((await post(sandbox, '/sandbox/start-over', {}, elsewhere)).status).toBe(403)
  expect(
    (await post(sandbox, '/sandbox/faults', { name: 'slackSilent', on: true }, { origin: sandbox.url }))
      .status,
  ).toBe(200)
  const socket = new WebSocket(
    `${sandbox.url.replace('http', 'ws')}/sandbox/slack/live?user=${maya}`,
    elsewhere,
  )
  const status = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.on('error', resolve)
    socket.on('open', () => resolve('open'))
  })
  socket.terminate()
  expect(status).toBe(403)
})

test('the sandbox refuses to listen beyond this machine', async () => {
  await expect(startSandbox({ port: 0, host: '0.0.0.0' })).rejects.toThrow('loopback only')
})

test('a port that is taken is an error', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await until(() => server.listening, 'the other server')
  const { port } = server.address() as AddressInfo
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('the world is still there after a restart, and gone after starting over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const first = await startSandbox({ port: 0, folder })
  await client(first).chat.postMessage({ channel: deploys, text: 'kept' })
  const { tokens } = first
  await first.close()
  const startOver = vi.fn()
  const bot = { kill: () => {}, status: () => 'running', startOver }
  const second = await openSandbox({ folder, bot })
  expect(second.tokens).toEqual(tokens)
  expect(second.slack.person(maya).reads(deploys)).toEqual(['kept'])
  expect((await post(second, '/sandbox/start-over', {})).status).toBe(200)
  expect(second.slack.person(maya).reads(deploys)).toEqual([])
  expect(startOver).toHaveBeenCalledOnce()
  await client(second).chat.postMessage({ channel: deploys, text: 'new' })
  expect(await (await fetch(`${second.url}/sandbox/records`)).json()).toMatchObject({
    slack: [{ act: 'chat.postMessage', detail: { text: 'new' } }],
    github: [],
    vercel: [],
  })
})

test('an act still under way does not bring a world back that was started over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const sandbox = await openSandbox({ folder, limits: { ackMs: 20 } })
  await connectApp(sandbox, (app) => app.command('/status', async () => {}))
  const { slack: before } = sandbox
  const underWay = before.person(maya).type('/status')
  await sandbox.startOver()
  await underWay
  await before.person(maya).say('from the old world')
  await sandbox.close()
  const again = await openSandbox({ folder })
  expect(again.slack.person(maya).reads(deploys)).toEqual([])
})

test('the bot is killed from the page', async () => {
  const kill = vi.fn()
  const sandbox = await openSandbox({ bot: { kill, status: () => 'running' } })
  expect((await post(sandbox, '/sandbox/bot/kill', {})).status).toBe(200)
  expect(kill).toHaveBeenCalledOnce()
})

test('the commands of the manifest are offered, and others are no commands', async () => {
  const manifest = readManifest(new URL('../../manifest.yml', import.meta.url))
  const sandbox = await openSandbox({ slack: { manifest } })
  const [snapshot] = await listenLive(sandbox, maya)
  const offered = snapshot?.type === 'snapshot' ? snapshot.commands.map(({ command }) => command) : []
  expect(offered).toEqual(expect.arrayContaining(['/deploy', '/incident', '/status']))
  expect((await sandbox.slack.person(maya).type('/deplyo')).trouble).toBe('/deplyo is not a valid command.')
})

test('a web client gets a snapshot, then what happens', async () => {
  const sandbox = await openSandbox()
  await client(sandbox).chat.postMessage({ channel: deploys, text: 'before' })
  const events = await listenLive(sandbox, maya)
  const others = await listenLive(sandbox, 'U0TOMAS0001')
  expect(events[0]).toMatchObject({
    type: 'snapshot',
    me: maya,
    isBotConnected: false,
    messages: { [deploys]: [{ text: 'before' }] },
  })
  await connectApp(sandbox, (app) => app.command('/status', ({ ack }) => ack('only you')))
  const act = { do: 'slash', channel: deploys, command: '/status', text: '' }
  const answer = await post(sandbox, `/sandbox/slack/act?user=${maya}`, act, { origin: sandbox.url })
  expect(await answer.json()).toEqual({ ok: true })
  await client(sandbox).conversations.create({ name: 'inc-1' })
  await until(() => events.length >= 4 && others.length >= 3, 'the events')
  expect(events.slice(1).map(({ type }) => type)).toEqual(['bot-connected', 'message', 'channel'])
  expect(others.slice(1).map(({ type }) => type)).toEqual(['bot-connected', 'channel'])
  expect((await post(sandbox, `/sandbox/slack/act?user=${maya}`, { do: 'dance' })).status).toBe(400)
})
