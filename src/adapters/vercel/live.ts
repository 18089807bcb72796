import type { LiveRelease } from '../../domain/deployment/release.ts'
import type { FrontendTarget } from '../../ports.ts'
import type { BuildAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'
import { addressOf, listBuilds, previewDomains, readBuild, readProject, shownBy } from './reads.ts'

/** What a target serves now: production by its project, a preview by its domain or else its newest build. */
export async function readLive(client: VercelClient, of: FrontendTarget): Promise<LiveRelease | null> {
  return of.target === 'production' ? productionLive(client, of) : previewLive(client, of)
}

async function productionLive(client: VercelClient, of: FrontendTarget): Promise<LiveRelease | null> {
  const project = await readProject(client, of)
  const build = project.targets?.production
  if (!build) return null
  const request = project.lastAliasRequest
  const isByRequest = request?.toDeploymentId === build.id && request.jobStatus === 'succeeded'
  return release(build, isByRequest ? request.requestedAt : build.createdAt)
}

async function previewLive(client: VercelClient, of: FrontendTarget): Promise<LiveRelease | null> {
  const [domain] = await previewDomains(client, of)
  if (domain) {
    const shown = await shownBy(client, of, domain.name)
    return shown ? release(await readBuild(client, of, shown.buildId), shown.since) : null
  }
  const [newest] = await listBuilds(client, of, { state: 'READY' })
  return newest ? release(newest, newest.createdAt) : null
}

function release(build: BuildAnswer, since: number | null | undefined): LiveRelease {
  return {
    sha: shaOf(build),
    buildId: build.id,
    url: build.url ? addressOf(build.url) : undefined,
    since: since ? new Date(since).toISOString() : undefined,
  }
}

/** Builds from GitHub say their commit; one uploaded by hand does not. */
function shaOf(build: BuildAnswer): string | undefined {
  const sha = build.meta?.githubCommitSha
  return typeof sha === 'string' ? sha : undefined
}
