import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Faults } from '../slack/protocol.ts'

const call = z.object({ id: z.union([z.string(), z.number()]).optional(), method: z.string() })

const tools = ['search_products', 'order_status'].map((name) => ({
  name,
  description: 'One of the shop’s tools.',
  inputSchema: { type: 'object', properties: {} },
}))

/** The shop's server of the Model Context Protocol, over streamable HTTP, without a stream of its own. */
export function mcpRoutes(faults: () => Faults): Hono {
  return new Hono()
    .post('/', async (c) => {
      if (faults().mcpFails) return c.json({ error: 'The sandbox was told to fail here.' }, 500)
      const sent = call.safeParse(await c.req.json().catch(() => undefined)).data
      if (!sent)
        return c.json({ jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'Parse error' } }, 400)
      return sent.id === undefined ? c.body(null, 202) : answer(c, sent.id, sent.method)
    })
    .all('/', (c) => c.body(null, 405))
}

function answer(c: Context, id: string | number, method: string): Response {
  const result = results[method]
  if (!result) return c.json({ jsonrpc: '2.0', id, error: { code: -32_601, message: 'Method not found' } })
  return c.json({ jsonrpc: '2.0', id, result })
}

const results: Record<string, object> = {
  initialize: {
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'harbour-shop', version: '1.0.0' },
  },
  ping: {},
  'tools/list': { tools },
}
