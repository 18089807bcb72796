import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { EdgeFunction, Project } from './state.ts'
import type { SupabaseWorld } from './world.ts'

/** What a function answers that meets an order it can't read, with what it logs of it. */
export function failing(
  c: Context,
  world: SupabaseWorld,
  project: Project,
  { id, slug, version }: EdgeFunction,
): Response | undefined {
  if (!world.faults().functionFails || slug !== 'checkout') return undefined
  const order = 40_000 + Math.floor(Math.random() * 9000)
  world.log({
    ref: project.ref,
    source: 'function_logs',
    message: `TypeError: Cannot read properties of undefined (reading 'priceCents') in order ${order}, basket ${randomUUID()}\n    at totalOf (file:///src/basket.ts:31:18)`,
    attributes: { function_id: id, version: String(version), level: 'error', execution_id: randomUUID() },
  })
  return c.json({ error: 'The basket could not be added up' }, 500)
}
