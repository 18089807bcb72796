import { z } from 'zod'
import type { FrontendHost, FrontendPromotion } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { observePreview, pointPreview } from './previews.ts'
import { observeProduction, orConflict } from './production.ts'

/** Vercel's instant rollback. A preview has none: its domain is pointed at the earlier build. */
export function rollback(client: VercelClient): FrontendHost['rollback'] {
  return {
    perform: (_key, input) =>
      input.target === 'production'
        ? orConflict(
            async () => {
              await rollBackTo(client, input, input.because)
              return { seen: 'pending', remote: input.buildId, progress: 'moving the domains back' }
            },
            () => observeProduction(client, input, null),
          )
        : pointPreview(client, input),
    observe: (_key, input, remote) =>
      input.target === 'production'
        ? observeProduction(client, input, remote)
        : observePreview(client, input),
  }
}

/** Shown in Vercel's dashboard; a reason is a line there. */
const maxReason = 200

export async function rollBackTo(
  client: VercelClient,
  input: FrontendPromotion,
  because: string,
): Promise<void> {
  const { project, buildId } = input
  await client.act(`roll ${project} back to ${buildId}`, z.unknown(), {
    of: input,
    path: ['v1', 'projects', project, 'rollback', buildId],
    query: { description: because.slice(0, maxReason) },
  })
}
