import type { Sighting } from '../../domain/act.ts'
import type { FrontendHost, FrontendPromotion } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { type Acted, done, isMovingTo, orConflict } from './production.ts'
import { readProject } from './reads.ts'
import { rollBackTo } from './rollbacks.ts'
import { readActive } from './rollouts.ts'

/** Ends a rolling release by rolling back to the build it began from; Vercel has no other way. */
export function abortStages(client: VercelClient): FrontendHost['abortStages'] {
  return {
    perform: async (_key, input) => {
      const rollout = await readActive(client, input)
      const base = rollout?.base
      if (base === undefined) return ended(client, input)
      return orConflict(
        async () => {
          await rollBackTo(
            client,
            { ...input, buildId: base },
            `Abort the rolling release of ${input.buildId}`,
          )
          return moving
        },
        () => observe(client, input),
      )
    },
    observe: (_key, input) => observe(client, input),
  }
}

const moving: Acted = { seen: 'pending', progress: 'giving all requests back' }

async function observe(
  client: VercelClient,
  input: FrontendPromotion,
): Promise<Sighting<{ buildId: string }>> {
  const rollout = await readActive(client, input)
  if (rollout?.base === undefined) return ended(client, input)
  const project = await readProject(client, input)
  return isMovingTo(project, rollout.base) ? moving : { seen: 'absent' }
}

/** Nothing is left to abort: production is at another build, or the release came to its end first. */
async function ended(client: VercelClient, { buildId, ...of }: FrontendPromotion): Promise<Acted> {
  const project = await readProject(client, of)
  if (isMovingTo(project, buildId)) return { seen: 'pending', progress: 'waiting for its last stage to end' }
  const live = project.targets?.production?.id
  if (live !== undefined && live !== buildId) return done(live)
  const reason = `The rolling release of ${buildId} in ${of.project} is complete: it has all requests. Roll back to an earlier build instead.`
  return { seen: 'failed', reason }
}
