import { z } from 'zod'
import type { FrontendHost, SeenBuild } from '../../ports.ts'
import type { BuildAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'
import { listBuilds, readProject } from './reads.ts'

const most = 20

const states: Record<string, SeenBuild['state']> = {
  READY: 'ready',
  ERROR: 'failed',
  CANCELED: 'cancelled',
  DELETED: 'cancelled',
}

/** The newest builds of a target, whatever became of them. */
export const builds =
  (client: VercelClient): FrontendHost['builds'] =>
  async (of) =>
    (await listBuilds(client, of, {})).slice(0, most).map(seenBuild)

function seenBuild({ id, readyState, meta, createdAt, errorMessage, inspectorUrl }: BuildAnswer): SeenBuild {
  const sha = meta?.githubCommitSha
  return {
    id,
    sha: typeof sha === 'string' ? sha : null,
    state: states[readyState] ?? 'building',
    at: createdAt ? new Date(createdAt) : null,
    why: errorMessage ?? null,
    link: inspectorUrl ?? null,
  }
}

const eventsAnswer = z.array(
  z.object({
    type: z.string().nullish(),
    text: z.string().nullish(),
    payload: z.object({ text: z.string().nullish() }).nullish(),
  }),
)

const looksWrong = /\berror\b|\bfailed\b|cannot find|not found/i

/** https://vercel.com/docs/rest-api/deployments/get-deployment-events: older answers have the text outside. */
export const buildErrors =
  (client: VercelClient): FrontendHost['buildErrors'] =>
  async (of, buildId, limit) => {
    const events = await client.ask(`read the log of the build ${buildId}`, eventsAnswer, {
      of,
      path: ['v3', 'deployments', buildId, 'events'],
      query: { limit: '-1', builds: '1' },
    })
    const lines = events.flatMap(({ type, text, payload }) => {
      const said = payload?.text ?? text ?? ''
      return type === 'stderr' || looksWrong.test(said) ? [said] : []
    })
    return lines.slice(-limit)
  }

/** The addresses that show what is live; of previews Vercel lists none here. */
export const aliases =
  (client: VercelClient): FrontendHost['aliases'] =>
  async (of) => {
    if (of.target !== 'production') return []
    const { targets } = await readProject(client, of)
    return targets?.production?.alias ?? []
  }
