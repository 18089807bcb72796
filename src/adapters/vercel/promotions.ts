import { z } from 'zod'
import type { FrontendHost, FrontendPromotion } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { observePreview, pointPreview } from './previews.ts'
import { type Acted, observeProduction, orConflict } from './production.ts'
import { completeRollout, isRolling, startRollout } from './rollouts.ts'

/** Points a target's domains at a build that exists, without building again. */
export function promote(client: VercelClient): FrontendHost['promote'] {
  return {
    perform: (_key, input) =>
      input.target === 'production' ? promoteToProduction(client, input) : pointPreview(client, input),
    observe: (_key, input, remote) =>
      input.target === 'production'
        ? observeProduction(client, input, remote)
        : observePreview(client, input),
  }
}

async function promoteToProduction(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  const isStaged = await isRolling(client, input)
  return orConflict(
    () => (isStaged ? throughStages(client, input) : askForDomains(client, input)),
    () => observeProduction(client, input, null),
  )
}

async function askForDomains(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  const { project, buildId } = input
  await client.act(`promote ${buildId} in ${project}`, z.unknown(), {
    of: input,
    path: ['v10', 'projects', project, 'promote', buildId],
  })
  return { seen: 'pending', remote: buildId, progress: 'moving the domains' }
}

/** With rolling releases switched on, a promotion alone would stop at their first stage. */
async function throughStages(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  await startRollout(client, input)
  await completeRollout(client, input)
  return { seen: 'pending', progress: 'moving the domains' }
}
