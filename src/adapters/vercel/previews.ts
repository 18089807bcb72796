import { z } from 'zod'
import type { FrontendPromotion } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { type Acted, done, type Seen } from './production.ts'
import { previewDomains, shownBy } from './reads.ts'

/** A preview's domain is one that belongs to a branch; a project without one has nothing to point. */
export async function pointPreview(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  const { project, buildId } = input
  const [domain, ...others] = await previewDomains(client, input)
  if (!domain) return done(buildId)
  if (others.length > 0) {
    const names = [domain, ...others].map((one) => one.name).join(', ')
    const reason = `${project} has several preview domains (${names}), so it isn't clear which one to move. Leave one of them on a branch in Vercel.`
    return { seen: 'failed', reason }
  }
  await client.act(`point ${domain.name} at ${buildId}`, z.unknown(), {
    of: input,
    path: ['v2', 'deployments', buildId, 'aliases'],
    body: { alias: domain.name },
  })
  return done(buildId)
}

export async function observePreview(client: VercelClient, input: FrontendPromotion): Promise<Seen> {
  const [domain] = await previewDomains(client, input)
  if (!domain) return done(input.buildId)
  const shown = await shownBy(client, input, domain.name)
  return shown?.buildId === input.buildId ? done(input.buildId) : { seen: 'absent' }
}
