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

/** A stage of a rolling release, as the project's settings have it; `duration` is in minutes. */
type Stage = { targetPercentage: number; requireApproval?: boolean; duration?: number }

export type RollingConfig = { target: 'production'; advancementType: AdvancementType; stages: Stage[] }
type AdvancementType = 'automatic' | 'manual-approval'

/** A rolling release. It keeps the stages that were configured when it began. */
export type Rollout = {
  state: 'ACTIVE' | 'COMPLETE' | 'ABORTED'
  canary: string
  base: string
  config: RollingConfig
  /** Index of the stage it is in. */
  stage: number
  startedAt: number
  updatedAt: number
}

export type Variable = { id: string; key: string; target: string[]; at: number; type?: 'plain' | 'sensitive' }

export type EdgeConfig = {
  id: string
  slug: string
  items: Record<string, { value: unknown; createdAt: number; updatedAt: number }>
}

export type Project = {
  id: string
  name: string
  domain: string
  previewDomain: string
  /** Domains that somebody added on other branches. */
  otherPreviewDomains: string[]
  autoAssignsDomains: boolean
  /** Where it is set, builds' own addresses and previews ask for this secret or a login. */
  protectionBypass?: string
  live: string | null
  liveSince: number
  lastAliasRequest?: AliasRequest
  lastRollbackTarget?: string
  rollbackDescription?: string
  rolling?: RollingConfig
  rollout?: Rollout
  variables?: Variable[]
}

export type VercelState = {
  projects: Project[]
  builds: Build[]
  /** Which build a host shows. */
  aliases: Record<string, { build: string; at: number }>
  /** Variables that the team shares with all of its projects. */
  sharedVariables?: Variable[]
  edgeConfigs?: EdgeConfig[]
}

export type SourceCommit = { sha: string; message: string; author: { name: string; login: string } }
