import type { Review } from '../gate/checklist.ts'
import type { UserId } from '../people.ts'
import type { Drift } from './drift.ts'
import type { VariableFacts } from './variables.ts'

export type Commit = { sha: string; subject: string; author: Author; at: string; url: string }

/** `login` is missing where the commit's e-mail belongs to no GitHub account. */
type Author = {
  login?: string | undefined
  name: string
  email?: string | undefined
  slack?: UserId | undefined
}

/** `missing`: it must pass, and GitHub knows nothing of it yet. */
export type Check = {
  name: string
  state: 'passed' | 'failed' | 'pending' | 'missing'
  url?: string | undefined
}

/** What runs on an environment now, according to the provider or to our last verified deployment. */
export type LiveRelease = {
  sha?: string | undefined
  /** The provider's id of the build, for example `dpl_…`. */
  buildId?: string | undefined
  url?: string | undefined
  since?: string | undefined
  /** Supabase: the configured functions that run there. */
  functions?: LiveFunction[] | undefined
  /** Supabase: functions that run there and are not in the configuration, by their slugs. */
  unmanaged?: string[] | undefined
  /** Our deployment that left exactly this there, where one did. */
  deployment?: number | undefined
}

/** `hash` is null where the provider gives none. */
export type LiveFunction = { slug: string; hash: string | null; version: number; verifyJwt: boolean }

/** Everything the world says about a wanted deployment at one moment. */
export type Facts = {
  ref: string
  sha: string
  /** How `sha` relates to what is live: `unknown` where nothing is live or its commit is unknown. */
  direction: 'ahead' | 'behind' | 'diverged' | 'identical' | 'unknown'
  /** What comes on top of the live release, or, where `direction` is `behind`, what is taken back. Newest first; at most 50. */
  commits: Commit[]
  totalCommits: number
  checks: Check[]
  /** Missing where none is required, and for a rollback. */
  variables?: VariableFacts | undefined
  /** Missing where the checklist asks for none. */
  review?: Review | undefined
  live: LiveRelease | null
  /** Supabase: functions to bring back whose bytes are kept no longer, so that they must be built again. */
  bytesLost?: string[] | undefined
  /** That what is live is not what our last deployment left. */
  drift?: Drift | undefined
}

/** True where the provider runs none of what is configured. */
export const isNothing = (live: LiveRelease | null): live is null =>
  live === null || (live.functions?.length === 0 && live.sha === undefined)

/** "abc1234", or that nobody knows. */
export const releaseName = (sha: string | undefined): string => (sha ? shortSha(sha) : 'what ran before')

export const shortSha = (sha: string): string => sha.slice(0, 7)
