import type { Context } from 'hono'
import type { StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import type { GithubState } from './state.ts'

export type RunTimings = { queuedMs: number; jobMs: number }

/** What every route of the GitHub stand-in works on. */
export type GithubWorld = {
  state: GithubState
  records: StandInRecord[]
  now: () => Date
  faults: () => Faults
  timings: RunTimings
  changed(): void
  /** Notes an act in `records` and writes the state. */
  done(act: string, key: string | undefined, detail: Record<string, unknown>): void
}

export const owner = 'harbour'
export const repository = 'shop'
export const repositoryId = 812_004_119

/** The address under which a client reached the stand-in, without a trailing slash. */
export function apiBase(c: Context): string {
  const url = new URL(c.req.url)
  const at = url.pathname.indexOf('/repos/')
  return url.origin + (at === -1 ? '' : url.pathname.slice(0, at))
}

export function repositoryUrl(c: Context): string {
  return `${apiBase(c)}/repos/${owner}/${repository}`
}

/** Where a person would look; served as a plain page by the stand-in. */
export function pageUrl(c: Context, path: string): string {
  return `${apiBase(c)}/pages/${owner}/${repository}/${path}`
}
