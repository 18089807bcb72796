import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { isLoopback, isOurs } from './access.ts'
import { noFaults } from './faults.ts'
import { type MailServer, startMailServer } from './pager/mail-server.ts'
import { readTable } from './shop/rest.ts'
import { startShop } from './shop/shop.ts'
import type { Faults } from './slack/protocol.ts'
import {
  buildWorld,
  openTokens,
  type SandboxOptions,
  type Tokens,
  type World,
  worldFiles,
} from './world-parts.ts'

export type Sandbox = {
  /** For example `http://127.0.0.1:3000`. */
  readonly url: string
  readonly tokens: Tokens
  readonly faults: Faults
  /** The stand-ins of the present world; `startOver` replaces them. */
  readonly slack: World['slack']
  readonly github: World['github']
  readonly vercel: World['vercel']
  readonly supabase: World['supabase']
  readonly pager: World['pager']
  /** Where mail is taken; `url` is what the bot sends to. */
  readonly mail: { url: string }
  /** The shop's database. */
  readonly shop: { url: string }
  /** Empties the world; tokens stay as they are. */
  startOver(): Promise<void>
  close(): Promise<void>
}

/**
 * One loopback server with everything outside the bot: Slack and its web client, GitHub, Vercel, the deployed sites.
 * Rejects with Node's error where the port is taken, with `SavedStateError` where another version saved the world.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = '127.0.0.1', port, folder } = options
  if (!isLoopback(host))
    throw new Error(`The sandbox listens on loopback only, and ${host} is not a loopback address.`)
  const faults = { ...noFaults }
  const tokens = openTokens(folder)
  const server = createServer()
  await listen(server, port, host)
  const url = addressOf(server, host)
  const startOver = async () => {
    world.slack.close()
    world.supabase.close()
    await Promise.all(worldFiles(folder).map((file) => rm(file, { force: true })))
    Object.assign(faults, noFaults)
    world = build()
    await shop.startOver()
    await options.bot?.startOver?.()
  }
  const build = () =>
    buildWorld({ options, tokens, faults, url, startOver, readTable: (asked) => readTable(shop.url, asked) })
  let world = await orClose(server, build)
  const shop = await startShop(options.shop ?? null, faults)
  const mail = await openMail(options, () => world, faults)
  const upgrades = serve(server, () => world, url)
  return {
    url,
    tokens,
    faults,
    get slack() {
      return world.slack
    },
    get github() {
      return world.github
    },
    get vercel() {
      return world.vercel
    },
    get supabase() {
      return world.supabase
    },
    get pager() {
      return world.pager
    },
    ...{ mail, shop, startOver },
    close: async () => {
      await Promise.all([mail.close(), shop.close()])
      await close(server, upgrades, world)
    },
  }
}

/** Without a mail server nothing takes mail, as where the bot is given a wrong address. */
async function openMail(
  { hasMail }: SandboxOptions,
  world: () => World,
  faults: Faults,
): Promise<MailServer> {
  if (!hasMail) return { url: 'smtp://127.0.0.1:1', close: async () => {} }
  return await startMailServer(
    (mail) => world().pager.takeMail(mail),
    () => faults.pagerFails,
  )
}

/** A server that listens keeps the process from ending. */
async function orClose<Built>(server: Server, build: () => Built): Promise<Built> {
  try {
    return build()
  } catch (error) {
    await new Promise((resolve) => server.close(resolve))
    throw error
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function addressOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function serve(server: Server, world: () => World, url: string): WebSocketServer {
  const listener = getRequestListener((request, env) => world().app.fetch(request, env as HttpBindings))
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  server.on('request', listener)
  server.on('upgrade', (request, socket, head) => {
    upgrade(upgrades, world(), url, { request, socket, head })
  })
  return upgrades
}

type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer }

function upgrade(
  upgrades: WebSocketServer,
  { slack }: World,
  url: string,
  { request, socket, head }: Upgrade,
): void {
  socket.on('error', () => socket.destroy())
  if (!isOurs(request.headers.host, request.headers.origin))
    return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  const asked = new URL(request.url ?? '/', url)
  upgrades.handleUpgrade(request, socket, head, (webSocket) => {
    if (!slack.takeSocket(webSocket, asked)) webSocket.close(4004, 'nothing_here')
  })
}

async function close(server: Server, upgrades: WebSocketServer, { slack }: World): Promise<void> {
  slack.close()
  for (const socket of upgrades.clients) socket.terminate()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
