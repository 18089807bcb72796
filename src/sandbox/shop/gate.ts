import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net'
import { join } from 'node:path'

/** `away`: it takes no connections. `full`: it refuses them, as Postgres does when all are taken. */
type GateFault = 'away' | 'full' | null

export type ShopGate = {
  /** What the bot is given. */
  url: string
  close(): Promise<void>
}

/** The way to the shop's database, on a port of its own, so that it can be broken without touching the server. */
export async function startShopGate(databaseUrl: string, fault: () => GateFault): Promise<ShopGate> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((socket) => {
    keep(socket)
    const now = fault()
    if (now === 'away') return void socket.destroy()
    if (now === 'full') return void socket.once('data', () => socket.end(tooManyClients))
    const database = keep(open(addressOf(databaseUrl)))
    socket.on('close', () => database.destroy()).pipe(database)
    database.on('close', () => socket.destroy()).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: urlAt(databaseUrl, (server.address() as AddressInfo).port),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Without a shop's database nothing answers there, as where the bot is given a wrong address. */
export const noShopUrl = 'postgres://shop:none@127.0.0.1:1/shop'

/** A folder in `host` is that of a unix socket. */
function addressOf(databaseUrl: string) {
  const { hostname, port, searchParams } = new URL(databaseUrl)
  const folder = searchParams.get('host')
  if (folder) return { path: join(folder, `.s.PGSQL.${port || 5432}`) }
  return { host: hostname, port: Number(port || 5432) }
}

function urlAt(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`
  url.search = ''
  return url.href
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, ErrorResponse. */
const tooManyClients = errorResponse({ S: 'FATAL', C: '53300', M: 'sorry, too many clients already' })

function errorResponse(fields: Record<string, string>): Buffer {
  const body = `${Object.entries(fields)
    .map(([name, value]) => `${name}${value}\0`)
    .join('')}\0`
  const length = Buffer.alloc(4)
  length.writeUInt32BE(4 + Buffer.byteLength(body))
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(body)])
}
