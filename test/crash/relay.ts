import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { type Call, outsideAct } from './outside-act.ts'

/** `before`: the request arrived and nothing is done. `after`: it is done and the answer is not sent yet. */
export type Moment = 'before' | 'after'

export type Relay = {
  url: string
  /** Every request that would change something, in the order of arrival. */
  seen: string[]
  /** An address of its own for one of several bots, by which it is told from the others. */
  urlFor(sender: string): string
  seenFrom(sender: string): string[]
  close(): Promise<void>
}

/**
 * Stands between one bot and the stand-ins, and knows the outside act behind each request. Where `cut` says yes, the
 * request is not passed on, or its answer is not.
 */
export async function startRelay(
  target: string,
  cut: (act: string, moment: Moment, sender: string) => boolean = () => false,
): Promise<Relay> {
  const seen: { act: string; sender: string }[] = []
  const server = createServer((incoming, outgoing) => {
    relay(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (incoming, socket, head) =>
    upgrade({ target, url, sockets }, { incoming, socket, head }),
  )

  async function relay(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const sender = takeSender(incoming)
    const call = await readCall(incoming)
    const act = outsideAct(call)
    if (act !== undefined) seen.push({ act, sender })
    if (act !== undefined && cut(act, 'before', sender)) return void incoming.socket.destroy()
    const answer = await forward(target, incoming, { body: call.body, outgoing })
    if (act !== undefined && cut(act, 'after', sender)) return void incoming.socket.destroy()
    const namesAddress = /\/(apps\.connections\.open|files\.getUploadURLExternal)$/.test(call.path)
    const body = namesAddress ? Buffer.from(throughUs(answer.body.toString(), target, url)) : answer.body
    const { 'transfer-encoding': _, ...headers } = answer.headers
    outgoing.writeHead(answer.status, { ...headers, 'content-length': body.length })
    outgoing.end(body)
  }

  return {
    url,
    get seen() {
      return seen.map(({ act }) => act)
    },
    urlFor: (sender) => `${url}/from/${sender}`,
    seenFrom: (sender) => seen.filter((one) => one.sender === sender).map(({ act }) => act),
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Who sends is the beginning of the path, which the stand-ins never see. */
function takeSender(incoming: IncomingMessage): string {
  const [, sender = '', path = incoming.url] = /^\/from\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? []
  incoming.url = path
  return sender
}

async function readCall(incoming: IncomingMessage): Promise<Call & { body: Buffer }> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const { pathname: path, search } = new URL(incoming.url ?? '/', 'http://relay')
  const contentType = incoming.headers['content-type'] ?? ''
  return { method: incoming.method ?? '', path, search, contentType, text: body.toString(), body }
}

type Forwarded = { status: number; headers: IncomingMessage['headers']; body: Buffer }

type Exchange = { body: Buffer; outgoing: ServerResponse }

function forward(
  target: string,
  incoming: IncomingMessage,
  { body, outgoing }: Exchange,
): Promise<Forwarded> {
  const { host } = new URL(target)
  const { 'transfer-encoding': _, connection: __, ...headers } = incoming.headers
  return new Promise((resolve, reject) => {
    const onward = request(
      `${target}${incoming.url}`,
      { method: incoming.method, headers: { ...headers, host, 'content-length': body.length } },
      async (answer) => {
        try {
          const chunks: Buffer[] = []
          for await (const chunk of answer) chunks.push(chunk as Buffer)
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) })
        } catch (error) {
          reject(error)
        }
      },
    )
    onward.on('error', reject)
    // A caller who gave up must not be spoken for later.
    outgoing.once('close', () => onward.destroy())
    onward.end(body)
  })
}

type Upgrade = { incoming: IncomingMessage; socket: Duplex; head: Buffer }
type Between = { target: string; url: string; sockets: WebSocketServer }

/** Response URLs travel in what Slack sends here, and must lead through the proxy as well. */
function upgrade({ target, url, sockets }: Between, { incoming, socket, head }: Upgrade): void {
  sockets.handleUpgrade(incoming, socket, head, (bot) => {
    const slack = new WebSocket(`${target.replace(/^http/, 'ws')}${incoming.url}`)
    slack.on('message', (text) => bot.send(throughUs(String(text), target, url)))
    bot.on('message', (text) => slack.send(String(text)))
    for (const [one, other] of [
      [bot, slack],
      [slack, bot],
    ] as const) {
      one.on('close', () => other.terminate())
      one.on('error', () => other.terminate())
    }
  })
}

function throughUs(text: string, target: string, url: string): string {
  return text.replaceAll(target.slice('http'.length), url.slice('http'.length))
}
