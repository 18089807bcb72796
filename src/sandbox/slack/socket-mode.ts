/** Socket Mode: the app's WebSockets, each envelope to one of them. https://docs.slack.dev/apis/events-api/using-socket-mode */
import { randomBytes, randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { SlackLimits } from './limits.ts'
import type { Methods } from './method.ts'
import { isDict } from './rules.ts'
import { app } from './state.ts'
import type { Delivery, Envelope, Retry, Transport } from './workspace.ts'

export type SocketMode = Transport & {
  methods: Methods
  /** Takes a WebSocket that came with this ticket; false (and closed) where the ticket is unknown or used. */
  accept(socket: WebSocket, ticket: string): boolean
  /** Asks every connected app to come back on a new socket. */
  refreshConnections(): void
  close(): void
}

type Connection = { socket: WebSocket; waiting: Map<string, (delivery: Delivery) => void>; isAlive: boolean }

export type SocketModeOptions = { limits: SlackLimits; onConnectedChange: (isConnected: boolean) => void }

export function socketMode({ limits, onConnectedChange }: SocketModeOptions): SocketMode {
  const tickets = new Set<string>()
  const connections: Connection[] = []
  const pings = setInterval(() => ping(connections), limits.pingMs)
  pings.unref()

  const remove = (connection: Connection) => {
    const index = connections.indexOf(connection)
    if (index < 0) return
    connections.splice(index, 1)
    for (const settle of connection.waiting.values()) settle({ outcome: 'dropped' })
    onConnectedChange(connections.length > 0)
  }

  return {
    methods: { 'apps.connections.open': connectionsOpen(tickets) },
    isConnected: () => connections.length > 0,
    accept(socket, ticket) {
      if (!tickets.delete(ticket)) {
        socket.close(4001, 'ticket_not_found')
        return false
      }
      const connection: Connection = { socket, waiting: new Map(), isAlive: true }
      connections.push(connection)
      attend(connection, () => remove(connection))
      socket.send(JSON.stringify(hello(connections.length)))
      onConnectedChange(true)
      return true
    },
    deliver(envelope, retry) {
      const connection = connections.find(({ socket }) => socket.readyState === socket.OPEN)
      if (!connection) return Promise.resolve({ outcome: 'no-app' })
      // To the end of the line: the next envelope goes to another one.
      connections.push(...connections.splice(connections.indexOf(connection), 1))
      return send(connection, { ...envelope, ...retryFields(envelope, retry) }, limits.ackMs)
    },
    refreshConnections() {
      const message = JSON.stringify({
        type: 'disconnect',
        reason: 'refresh_requested',
        debug_info: debugInfo,
      })
      for (const { socket } of connections) socket.send(message)
    },
    close() {
      clearInterval(pings)
      for (const { socket } of [...connections]) socket.terminate()
    },
  }
}

function retryFields({ type }: Envelope, retry: Retry | undefined): Record<string, unknown> {
  if (type !== 'events_api') return {}
  return { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }
}

function connectionsOpen(tickets: Set<string>): Methods[string] {
  return {
    // Documented as tier 1, but several replicas starting together are let in.
    tier: 3,
    token: 'app',
    run: ({ workspace }) => {
      const ticket = randomBytes(16).toString('hex')
      tickets.add(ticket)
      const base = workspace.baseUrl().replace(/^http/, 'ws')
      return { url: `${base}/slack/socket?ticket=${ticket}&app_id=${app.id}` }
    },
  }
}

const debugInfo = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 }

function hello(connections: number): Record<string, unknown> {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: app.id },
    debug_info: debugInfo,
  }
}

function attend(connection: Connection, onGone: () => void): void {
  const { socket, waiting } = connection
  socket.on('pong', () => {
    connection.isAlive = true
  })
  socket.on('close', onGone)
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    const ack = parsed(String(data))
    waiting.get(String(ack.envelope_id))?.({ outcome: 'acked', response: ack.payload })
  })
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return isDict(value) ? value : {}
  } catch {
    return {}
  }
}

function send(
  { socket, waiting }: Connection,
  envelope: Record<string, unknown>,
  ackMs: number,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const id = randomUUID()
    const settle = (delivery: Delivery) => {
      clearTimeout(timer)
      waiting.delete(id)
      resolve(delivery)
    }
    const timer = setTimeout(() => settle({ outcome: 'timeout' }), ackMs)
    waiting.set(id, settle)
    const accepts_response_payload = envelope.type !== 'events_api'
    socket.send(JSON.stringify({ envelope_id: id, accepts_response_payload, ...envelope }))
  })
}

function ping(connections: Connection[]): void {
  for (const connection of [...connections]) {
    if (!connection.isAlive) connection.socket.terminate()
    connection.isAlive = false
    connection.socket.ping()
  }
}
