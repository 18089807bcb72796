/** Every time is in milliseconds since 1970, as Vercel writes them. */
export type Build = {
  id: string
  host: string
  projectId: string
  target: 'production' | 'preview'
  ref: string
  sha: string
  message: string
  author: { name: string; login: string }
  meta: Record<string, string>
  createdAt: number
  /** False where the caller asked that the build must not take the project's domains. */
  takesDomains: boolean
  /** Decided when the build was asked for, or while it ran. */
  fails: boolean
  /** Builds that the world began with; no fault touches them. */
  isFromTheStart: boolean
  end?: { state: 'READY' | 'ERROR' | 'CANCELED'; at: number }
  wasLive: boolean
}

export type AliasRequest = {
  type: 'promote' | 'rollback'
  from: string | null
  to: string
  requestedAt: number
  isDone: boolean
}

export type Project = {
  id: string
  name: string
  domain: string
  previewDomain: string
  /** Domains that somebody added on other branches. */
  otherPreviewDomains: string[]
  autoAssignsDomains: boolean
  live: string | null
  liveSince: number
  lastAliasRequest?: AliasRequest
  lastRollbackTarget?: string
  rollbackDescription?: string
}

export type VercelState = {
  projects: Project[]
  builds: Build[]
  /** Which build a host shows. */
  aliases: Record<string, { build: string; at: number }>
}

export type SourceCommit = { sha: string; message: string; author: { name: string; login: string } }
