import type { AddressInfo } from 'node:net'
import { createConnection, createServer, type Socket } from 'node:net'

export type Gate = {
  /** The database's address through the gate. */
  url: string
  /** Cuts every connection and takes no new one. */
  shut(): Promise<void>
  reopen(): Promise<void>
  close(): Promise<void>
}

/** A way to a database that can be shut, as when its machine goes away. */
export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl)
  const folder = target.searchParams.get('host')
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    const far = folder
      ? createConnection(`${folder}/.s.PGSQL.${target.port || 5432}`)
      : createConnection(Number(target.port || 5432), target.hostname)
    for (const socket of [near, far]) keep(socket)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.host = `127.0.0.1:${port}`
  const shut = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: url.href,
    shut,
    reopen: () => listen(port),
    close: async () => void (server.listening && (await shut())),
  }
}
