import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { StartupError } from '../domain/errors.ts'

export type RunningServer = {
  port: number
  url: string
  /** Takes no new requests, and ends once those under way are answered, or after `graceMs`. */
  stop(graceMs?: number): Promise<void>
}

/** Serves routes over HTTP. Throws `StartupError` where the address cannot be listened on. Port 0 takes a free one. */
export async function startServer(options: {
  host: string
  port: number
  routes: Hono
}): Promise<RunningServer> {
  const { host, port, routes } = options
  const server = createServer(getRequestListener(routes.fetch))
  closeWhenAnswered(server)
  await listening(server, host, port)
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: (graceMs = 3000) => stop(server, graceMs),
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error) => reject(new StartupError(whyNot(error, host, port), error)))
  server.listen(port, host, resolve)
  return promise
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is already in use: set PORT to a free one, or end the program that uses it.`
    case 'EACCES':
      return `This account may not listen on port ${port}: set PORT to 1024 or higher.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: set HOST to one of its own, 127.0.0.1 for only this machine, or 0.0.0.0 for all.`
    default:
      return `Pilothouse cannot listen on ${host}, port ${port} (${error.code ?? error.message}): check HOST and PORT.`
  }
}

function stop(server: Server, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const impatience = setTimeout(() => server.closeAllConnections(), graceMs)
  server.close(() => {
    clearTimeout(impatience)
    resolve()
  })
  return promise
}

/** Connections are kept open for further requests; when stopping, each is closed once its answer is out. */
function closeWhenAnswered(server: Server): void {
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
  })
}
