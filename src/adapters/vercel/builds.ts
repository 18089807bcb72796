import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { shortSha } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { FrontendBuild, FrontendHost, FrontendTarget } from '../../ports.ts'
import { type BuildAnswer, buildAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'
import { addressOf, listBuilds, readBuild } from './reads.ts'

type Seen = Sighting<{ buildId: string; url: string; reused: boolean }>

/** Builds a commit, found again by the key in its metadata; a ready build of the same commit and target is taken as it is. */
export function build(client: VercelClient): FrontendHost['build'] {
  return {
    perform: async (key, input) => {
      const [ready] = await listBuilds(client, input, { sha: input.sha, state: 'READY' })
      return ready ? done(ready, true) : create(client, key, input)
    },
    observe: async (key, input, remote) => {
      const found =
        remote === null ? await findByKey(client, key, input) : await readBuild(client, input, remote)
      return found ? sightingOf(found) : { seen: 'absent' }
    },
  }
}

async function create(
  client: VercelClient,
  key: string,
  input: FrontendBuild,
): Promise<Exclude<Seen, { seen: 'absent' }>> {
  const [org = '', repo = ''] = input.repository.split('/')
  const body = {
    name: input.project,
    project: input.project,
    ...(input.target === 'production' ? { target: 'production' } : {}),
    gitSource: { type: 'github', org, repo, ref: input.ref, sha: input.sha },
    meta: { deploymentKey: key },
    // Staged: the domains move at the promotion and not before.
    autoAssignCustomDomains: false,
  }
  const begun = await client.act(`build ${shortSha(input.sha)} for ${input.project}`, buildAnswer, {
    of: input,
    path: ['v13', 'deployments'],
    query: { skipAutoDetectionConfirmation: '1' },
    body,
  })
  return sightingOf(begun)
}

async function findByKey(
  client: VercelClient,
  key: string,
  input: FrontendBuild,
): Promise<BuildAnswer | undefined> {
  const builds = await listBuilds(client, input, { sha: input.sha })
  return builds.find((one) => one.meta?.deploymentKey === key)
}

const progress: Record<string, string> = {
  QUEUED: 'queued',
  INITIALIZING: 'starting',
  BUILDING: 'building',
  BLOCKED: 'waiting for a permission on Vercel',
}

function sightingOf(found: BuildAnswer): Exclude<Seen, { seen: 'absent' }> {
  const at = { remote: found.id, link: found.inspectorUrl ?? undefined }
  if (found.readyState === 'READY') return done(found, false)
  if (found.readyState === 'ERROR') {
    return {
      ...at,
      seen: 'failed',
      reason: `The build failed: ${found.errorMessage ?? 'Vercel gives no reason'}.`,
    }
  }
  if (found.readyState === 'CANCELED')
    return { ...at, seen: 'failed', reason: 'The build was cancelled on Vercel.' }
  return { ...at, seen: 'pending', progress: progress[found.readyState] ?? found.readyState.toLowerCase() }
}

function done(found: BuildAnswer, reused: boolean): Exclude<Seen, { seen: 'absent' }> {
  const outcome = { buildId: found.id, url: addressOf(found.url ?? ''), reused }
  return { seen: 'done', remote: found.id, link: found.inspectorUrl ?? undefined, outcome }
}

/** Asks a build to stop; false where it has already ended. */
export async function cancelBuild(
  client: VercelClient,
  of: FrontendTarget,
  buildId: string,
): Promise<boolean> {
  try {
    await client.act(`cancel the build ${buildId}`, z.unknown(), {
      of,
      method: 'PATCH',
      path: ['v12', 'deployments', buildId, 'cancel'],
    })
    return true
  } catch (error) {
    if (error instanceof UpstreamError && (error.code === '400' || error.code === '409')) return false
    throw error
  }
}
