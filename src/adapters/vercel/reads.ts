import { UpstreamError } from '../../domain/errors.ts'
import type { FrontendTarget } from '../../ports.ts'
import {
  aliasAnswer,
  type BuildAnswer,
  buildAnswer,
  buildsAnswer,
  domainsAnswer,
  type ProjectAnswer,
  projectAnswer,
} from './answers.ts'
import type { VercelClient } from './client.ts'

export function readProject(client: VercelClient, of: FrontendTarget): Promise<ProjectAnswer> {
  return client.ask(`read the project ${of.project}`, projectAnswer, {
    of,
    path: ['v9', 'projects', of.project],
  })
}

export function readBuild(client: VercelClient, of: FrontendTarget, buildId: string): Promise<BuildAnswer> {
  return client.ask(`read the build ${buildId}`, buildAnswer, {
    of,
    path: ['v13', 'deployments', buildId],
  })
}

/** Newest first, at most 100. */
export async function listBuilds(
  client: VercelClient,
  of: FrontendTarget,
  wanted: { sha?: string; state?: string },
): Promise<BuildAnswer[]> {
  const { project, target } = of
  const { deployments } = await client.ask(`list the builds of ${project}`, buildsAnswer, {
    of,
    path: ['v7', 'deployments'],
    query: { projectId: project, target, limit: '100', ...wanted },
  })
  return deployments
}

export type PreviewDomain = { name: string }

/** The project's domains that belong to a branch or a custom environment: production's have neither. */
export async function previewDomains(client: VercelClient, of: FrontendTarget): Promise<PreviewDomain[]> {
  const { domains } = await client.ask(`list the domains of ${of.project}`, domainsAnswer, {
    of,
    path: ['v9', 'projects', of.project, 'domains'],
  })
  return domains.filter(
    (domain) => (domain.gitBranch || domain.customEnvironmentId) && domain.verified && !domain.redirect,
  )
}

/** Which build a domain shows, and since when; undefined where it shows none. */
export async function shownBy(client: VercelClient, of: FrontendTarget, domain: string) {
  try {
    const alias = await client.ask(`read the domain ${domain}`, aliasAnswer, {
      of,
      path: ['v4', 'aliases', domain],
    })
    return alias.deploymentId
      ? { buildId: alias.deploymentId, since: alias.updatedAt ?? alias.createdAt }
      : undefined
  } catch (error) {
    if (error instanceof UpstreamError && error.code === '404') return undefined
    throw error
  }
}

/** Vercel gives a bare host. Only a stand-in on this machine is reached without TLS. */
export function addressOf(host: string): string {
  const bare = host.replace(/^https?:\/\//, '')
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/.test(bare)
  return `${isLoopback ? 'http' : 'https'}://${bare}`
}
