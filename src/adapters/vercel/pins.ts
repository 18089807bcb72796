import { z } from 'zod'
import type { FrontendHost, FrontendTarget } from '../../ports.ts'
import type { VercelClient } from './client.ts'
import { readProject } from './reads.ts'

/** A team may keep builds staged on purpose: only a rollback that nobody promoted past is a pin. */
export async function isPinned(client: VercelClient, of: FrontendTarget): Promise<boolean> {
  if (of.target !== 'production') return false
  const project = await readProject(client, of)
  return project.autoAssignCustomDomains === false && project.lastAliasRequest?.type === 'rollback'
}

/**
 * Lets builds go live by themselves again. A promotion would do so too, but of what is live already Vercel refuses it;
 * the project's own setting leaves what is live alone: https://vercel.com/docs/rest-api/projects/update-an-existing-project.
 */
export function unpin(client: VercelClient): FrontendHost['unpin'] {
  return {
    perform: async (_key, of) => {
      if (!(await isPinned(client, of))) return done
      await client.act(`let new builds of ${of.project} go live`, z.unknown(), {
        of,
        method: 'PATCH',
        path: ['v9', 'projects', of.project],
        body: { autoAssignCustomDomains: true },
      })
      return done
    },
    observe: async (_key, of) => ((await isPinned(client, of)) ? { seen: 'absent' } : done),
  }
}

const done = { seen: 'done', outcome: { isPinned: false } } as const
