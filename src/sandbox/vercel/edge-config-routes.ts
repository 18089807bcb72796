import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { badRequest, notFound, refuse } from './answers.ts'
import type { EdgeConfig } from './state.ts'
import type { VercelWorld } from './world.ts'

/** Vercel renamed Edge Config to Global Config in 2026; both addresses lead here. */
export function edgeConfigRoutes(world: VercelWorld): Hono {
  const path = '/:v{v\\d+}/:kind{edge-config|global-config}/:config'
  const found = (c: Context) => world.state.edgeConfigs?.find((config) => config.id === c.req.param('config'))
  return new Hono()
    .get(`${path}/items`, (c) => {
      const config = found(c)
      if (!config) return notFound(c, 'Edge Config')
      return c.json(Object.keys(config.items).map((key) => itemShape(config, key)))
    })
    .get(`${path}/item/:key`, (c) => {
      const config = found(c)
      const key = c.req.param('key')
      if (!config) return notFound(c, 'Edge Config')
      const isThere = Object.hasOwn(config.items, key)
      return isThere ? c.json(itemShape(config, key)) : notFound(c, 'Edge Config item')
    })
    .patch(`${path}/items`, async (c) => {
      const config = found(c)
      return config
        ? change(c, world, config, await c.req.json().catch(() => undefined))
        : notFound(c, 'Edge Config')
    })
}

function itemShape(config: EdgeConfig, key: string) {
  return { key, edgeConfigId: config.id, ...config.items[key] }
}

const changes = z.object({
  items: z
    .array(
      z.object({
        operation: z.enum(['create', 'update', 'upsert', 'delete']),
        key: z.string().regex(/^[\w-]{1,256}$/),
        value: z.json().optional(),
      }),
    )
    .min(1),
})

/** All items change, or none. */
function change(c: Context, world: VercelWorld, config: EdgeConfig, body: unknown): Response {
  const wanted = changes.safeParse(body).data?.items
  if (!wanted) return badRequest(c, 'Invalid request: `items` must list operations on keys.')
  for (const { operation, key } of wanted) {
    const isThere = Object.hasOwn(config.items, key)
    if (operation === 'create' && isThere)
      return refuse(c, 409, 'edge_config_item_exists', `The item ${key} already exists.`)
    if ((operation === 'update' || operation === 'delete') && !isThere) return notFound(c, 'Edge Config item')
  }
  const at = world.now().getTime()
  for (const { operation, key, value } of wanted) {
    if (operation === 'delete') delete config.items[key]
    else
      config.items[key] = {
        value: value ?? null,
        createdAt: config.items[key]?.createdAt ?? at,
        updatedAt: at,
      }
  }
  world.done('vercel-edge-config', undefined, { config: config.id, items: wanted })
  return c.json({ status: 'ok' })
}
