import { isSame } from '../../domain/deployment/inventory.ts'
import type { FunctionThen } from '../../domain/deployment/plan.ts'
import type { Commit, Facts, LiveFunction, LiveRelease } from '../../domain/deployment/release.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { UserId } from '../../domain/people.ts'
import type { EnvironmentPolicy, FunctionsService, ServicePolicy, TeamConfig } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { DeployedFunction, Deps } from '../../ports.ts'
import { lastVerified } from '../../store/deployment/verified.ts'
import { findDrift } from './drift.ts'
import { certainlyLeft, releaseOf } from './released.ts'

type Target = { service: ServicePolicy; environment: EnvironmentPolicy }

/** Asks GitHub and the provider for everything a plan needs. Throws `UpstreamError`. */
export async function takeFacts(deps: Deps, target: Target, ref: string): Promise<Facts | Refusal> {
  const { repository } = target.service
  const [found, live] = await Promise.all([deps.codeHost.resolve(repository, ref), liveRelease(deps, target)])
  if (!found) {
    return {
      refused: 'unknown-ref',
      ref,
      repository,
      suggestion: closest(ref, await deps.codeHost.branches(repository)),
    }
  }
  const [range, checks, drift] = await Promise.all([
    commitsBetween(deps, repository, live?.sha, found.sha),
    deps.codeHost.checks(repository, found.sha),
    findDrift(deps, target, live),
  ])
  return { ref, sha: found.sha, ...range, checks, live, drift: drift ?? undefined }
}

/** What runs there now: the provider's word where it has one, else our last verified deployment. */
export async function liveRelease(deps: Deps, { service, environment }: Target): Promise<LiveRelease | null> {
  if (service.kind === 'vercel') {
    const place = service.environments[environment.name]
    return place
      ? await deps.frontendHost.live({ project: service.project, team: service.team, target: place.target })
      : null
  }
  const place = { service: service.name, environment: environment.name }
  const last = await lastVerified(deps.db, place)
  if (service.kind === 'supabase-functions') return await liveFunctions(deps, service, environment.name, last)
  return last ? { sha: releaseOf(last)?.sha, since: last.endedAt.toISOString() } : null
}

type Verified = Awaited<ReturnType<typeof lastVerified>>

/**
 * The provider's own list; the commit is known only where these are the ones that our newest verified deployment left,
 * or one that took its own release back.
 */
async function liveFunctions(
  deps: Deps,
  service: FunctionsService,
  environment: string,
  last: Verified,
): Promise<LiveRelease | null> {
  const place = service.environments[environment]
  if (!place) return null
  const wanted = new Set(service.functions.map(({ slug }) => slug))
  const listed = await deps.functionHost.list(place.project)
  const configured = listed.filter(({ slug }) => wanted.has(slug))
  const unmanaged = listed.flatMap(({ slug }) => (wanted.has(slug) ? [] : [slug]))
  if (configured.length === 0) return unmanaged.length > 0 ? { functions: [], unmanaged } : null
  const functions = configured.map(({ slug, hash, version, verifyJwt }) => ({
    slug,
    hash,
    version,
    verifyJwt,
  }))
  const since = newest(configured)
  const verified = last && { left: releaseOf(last), since: last.endedAt }
  const kept = { left: await certainlyLeft(deps.db, { service: service.name, environment }), since }
  const ours = [verified, kept].find((one) => areTheSame(functions, one?.left?.functions, wanted))
  return {
    sha: ours?.left?.sha,
    deployment: ours?.left?.deployment ?? undefined,
    since: (ours?.since ?? since).toISOString(),
    functions,
    unmanaged,
  }
}

const newest = (functions: readonly DeployedFunction[]): Date =>
  new Date(Math.max(...functions.map(({ updatedAt }) => updatedAt.getTime())))

/** True only where every configured function is told to be exactly what was left there; a missing hash tells nothing. */
function areTheSame(
  live: LiveFunction[],
  left: FunctionThen[] | undefined,
  configured: Set<string>,
): boolean {
  if (!left) return false
  return [...configured].every((slug) => {
    const is = live.find((one) => one.slug === slug)
    const was = left.find((one) => one.slug === slug)
    if (!is || was?.is !== 'there') return !is && was?.is === 'absent'
    return isSame(is, was)
  })
}

type Range = Pick<Facts, 'direction' | 'commits' | 'totalCommits'>

async function commitsBetween(
  deps: Deps,
  repository: string,
  liveSha: string | undefined,
  sha: string,
): Promise<Range> {
  if (!liveSha || !(await deps.codeHost.resolve(repository, liveSha))) {
    const commits = await deps.codeHost.recentCommits(repository, sha, 10)
    return { direction: 'unknown', commits, totalCommits: commits.length }
  }
  const forward = await deps.codeHost.compare(repository, liveSha, sha)
  if (forward.direction !== 'behind')
    return { direction: forward.direction, commits: forward.commits, totalCommits: forward.total }
  const undone = await deps.codeHost.compare(repository, sha, liveSha)
  return { direction: 'behind', commits: undone.commits, totalCommits: undone.total }
}

/** The Slack account of a commit's author, by the configured map. */
export function slackIdOf(config: TeamConfig, commit: Commit): string | undefined {
  const login = commit.author.login?.toLowerCase()
  return login ? config.people.find((person) => person.github.toLowerCase() === login)?.slack : undefined
}

/** Who is in the approvers' group now, for the card; null where Slack can't say. A click asks again. */
export async function approversNow(deps: Deps, { approvals }: EnvironmentPolicy): Promise<UserId[] | null> {
  if (!approvals.group || approvals.required === 0) return []
  try {
    return await deps.chat.groupMembers(approvals.group)
  } catch (error) {
    if (error instanceof UpstreamError) return null
    throw error
  }
}
