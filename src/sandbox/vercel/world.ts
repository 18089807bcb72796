import type { StandInRecord } from '../saved.ts'
import type { Faults } from '../slack/protocol.ts'
import type {
  AliasRequest,
  Build,
  Project,
  RollingConfig,
  Rollout,
  SourceCommit,
  VercelState,
} from './state.ts'

export type BuildTimings = { queuedMs: number; buildMs: number; promoteMs: number }

export const team = { id: 'team_harbour', slug: 'harbour', name: 'Harbour Goods' }

/** What every route of the Vercel stand-in works on. */
export type VercelWorld = {
  state: VercelState
  records: StandInRecord[]
  now: () => Date
  faults: () => Faults
  timings: BuildTimings
  baseUrl: () => string
  commit: (ref: string) => SourceCommit | undefined
  done(act: string, key: string | undefined, detail: Record<string, unknown>): void
}

export const findProject = (world: VercelWorld, idOrName: string): Project | undefined =>
  world.state.projects.find((project) => project.id === idOrName || project.name === idOrName)

/** By id, by host, or by the loopback address under which the sandbox serves that host. */
export function findBuild(world: VercelWorld, idOrUrl: string): Build | undefined {
  const host = idOrUrl.replace(/^https?:\/\//, '').replace(/^.*\/sites\//, '')
  return world.state.builds.find((build) => build.id === idOrUrl || build.host === host)
}

export type ReadyState = 'QUEUED' | 'BUILDING' | 'READY' | 'ERROR' | 'CANCELED'

export function readyState(world: VercelWorld, build: Build): ReadyState {
  if (build.end) return build.end.state
  return world.now().getTime() < build.createdAt + world.timings.queuedMs ? 'QUEUED' : 'BUILDING'
}

/** Lets the time that passed take effect: builds end, promotions reach the domains. Called before every answer. */
export function settle(world: VercelWorld): void {
  const now = world.now().getTime()
  for (const build of world.state.builds) if (!build.end) settleBuild(world, build, now)
  for (const project of world.state.projects) {
    const request = project.lastAliasRequest
    if (
      request &&
      !request.isDone &&
      !world.faults().promoteHangs &&
      now >= request.requestedAt + world.timings.promoteMs
    ) {
      finishRequest(world, project, request)
    }
  }
}

function settleBuild(world: VercelWorld, build: Build, now: number): void {
  build.fails ||= world.faults().buildFails
  const endsAt = build.createdAt + world.timings.queuedMs + world.timings.buildMs
  if (now < endsAt) return
  build.end = { state: build.fails ? 'ERROR' : 'READY', at: endsAt }
  const project = findProject(world, build.projectId)
  if (project && build.end.state === 'READY' && build.takesDomains) takeDomains(world, project, build, endsAt)
}

function takeDomains(world: VercelWorld, project: Project, build: Build, at: number): void {
  if (build.target === 'production' && project.autoAssignsDomains) {
    if (project.rolling && project.live !== null) startRollout(project, project.rolling, build.id, at)
    else goLive(world, project, build, at)
  }
  if (build.target === 'preview' && build.ref === 'staging') {
    world.state.aliases[project.previewDomain] = { build: build.id, at }
  }
}

/** Begins a rolling release. One that is under way is left as it is: it must be completed or aborted first. */
export function startRollout(project: Project, config: RollingConfig, canary: string, at: number): void {
  if (project.rollout?.state === 'ACTIVE' || project.live === null) return
  const base = project.live
  project.rollout = { state: 'ACTIVE', canary, base, config, stage: 0, startedAt: at, updatedAt: at }
}

function goLive(world: VercelWorld, project: Project, build: Build, at: number): void {
  project.live = build.id
  project.liveSince = at
  build.wasLive = true
  world.state.aliases[project.domain] = { build: build.id, at }
}

function finishRequest(world: VercelWorld, project: Project, request: AliasRequest): void {
  const build = findBuild(world, request.to)
  const at = request.requestedAt + world.timings.promoteMs
  if (build) goLive(world, project, build, at)
  request.isDone = true
  // A rollback pins production: later builds stay staged until somebody promotes one.
  project.autoAssignsDomains = request.type === 'promote'
  if (request.type === 'rollback') project.lastRollbackTarget = request.to
  if (project.rollout?.state === 'ACTIVE') endRollout(project.rollout, request.to, at)
}

function endRollout(rollout: Rollout, live: string, at: number): void {
  rollout.state = live === rollout.canary ? 'COMPLETE' : 'ABORTED'
  rollout.updatedAt = at
}
