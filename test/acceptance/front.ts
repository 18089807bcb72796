import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

/** An address that is known before the bot behind it is, as a load balancer's. */
export async function startFront(): Promise<{
  url: string
  leadTo(url: string): void
  close(): Promise<void>
}> {
  let behind: string | undefined
  const pass = async (request: Request): Promise<Response> => {
    if (!behind) return new Response(null, { status: 503 })
    const { pathname } = new URL(request.url)
    const { method, headers } = request
    const answer = await fetch(`${behind}${pathname}`, { method, headers, body: await request.arrayBuffer() })
    return new Response(await answer.text(), {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' },
    })
  }
  const server = createServer(getRequestListener(pass))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      behind = url
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
