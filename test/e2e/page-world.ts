import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import { pageRoutes } from '../../src/sandbox/page/routes.ts'
import type {
  ActAnswer,
  PersonAct,
  SandboxMessage,
  ServerEvent,
  Snapshot,
} from '../../src/sandbox/slack/protocol.ts'
import { startingSnapshot } from './page-snapshot.ts'

export type PageWorld = {
  url: string
  /** What people did, in order. */
  acts: { user: string; act: PersonAct }[]
  /** POSTs to the sandbox's own API, such as `/sandbox/faults`. */
  posts: { path: string; body: unknown }[]
  /** What newcomers to the socket are sent; change it before they come. */
  snapshot: Snapshot
  answer: (act: PersonAct, user: string) => ActAnswer | Promise<ActAnswer>
  emit(event: ServerEvent, user?: string): void
  say(message: Partial<SandboxMessage> & { text: string }): SandboxMessage
  /** Cuts every open page off, as a restart does. */
  dropSockets(): void
  close(): Promise<void>
}

/** A server that speaks the page's protocol and does only what a test tells it to. */
export async function openPageWorld(): Promise<PageWorld> {
  const sockets = new Map<WebSocket, string>()
  const upgrades = new WebSocketServer({ noServer: true })
  const world: PageWorld = {
    url: '',
    acts: [],
    posts: [],
    snapshot: startingSnapshot(),
    answer: () => ({ ok: true }),
    emit: (event, user) => {
      for (const [socket, who] of sockets) if (!user || user === who) socket.send(JSON.stringify(event))
    },
    say: (part) => {
      const message = nextMessage(world.snapshot, part)
      const list = world.snapshot.messages[message.channel] ?? []
      world.snapshot.messages[message.channel] = [...list, message]
      world.emit({ type: 'message', message }, message.ephemeralFor)
      return message
    },
    dropSockets: () => {
      for (const socket of sockets.keys()) socket.terminate()
    },
    close: async () => {
      world.dropSockets()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = await listen(routes(world))
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('upgrade', (request, socket, head) => {
    const user = new URL(request.url ?? '/', world.url).searchParams.get('user') ?? ''
    upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      if (!world.snapshot.users.some(({ id }) => id === user)) return webSocket.close(4004)
      sockets.set(webSocket, user)
      webSocket.on('close', () => sockets.delete(webSocket))
      webSocket.send(JSON.stringify({ ...world.snapshot, me: user }))
    })
  })
  return world
}

function routes(world: PageWorld): Hono {
  const note = async (path: string, body: Promise<unknown>) => {
    world.posts.push({ path, body: await body })
    return { ok: true }
  }
  return new Hono()
    .route('/', pageRoutes())
    .post('/sandbox/slack/act', async (c) => {
      const act = (await c.req.json()) as PersonAct
      const user = c.req.query('user') ?? ''
      world.acts.push({ user, act })
      return c.json(await world.answer(act, user))
    })
    .get('/sandbox/faults', (c) => c.json({ slackRateLimited: false, smokeFails: true }))
    .get('/sandbox/info', (c) => c.json({ sites: [{ name: 'shop-web', url: `${world.url}/sites/shop/` }] }))
    .post('/sandbox/*', async (c) => c.json(await note(c.req.path, c.req.json())))
}

function listen(app: Hono): Promise<Server> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(server),
    ) as Server
  })
}

let count = 0

function nextMessage(snapshot: Snapshot, part: Partial<SandboxMessage> & { text: string }): SandboxMessage {
  count += 1
  const ts = `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, '0')}`
  return { channel: 'C0DEPLOYS01', ts, user: snapshot.botUser, ...part }
}
