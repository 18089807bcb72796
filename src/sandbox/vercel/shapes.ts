import { repositoryId } from '../github/world.ts'
import type { AliasRequest, Build, Project } from './state.ts'
import { findBuild, readyState, team, type VercelWorld } from './world.ts'

const bot = { uid: 'usr_pilothouse', username: 'pilothouse', email: 'pilothouse@harbour.example' }

/** A host as clients see it: the sandbox's own address, as no name of the stand-in resolves anywhere. */
export function addressOf(world: VercelWorld, host: string): string {
  return `${new URL(world.baseUrl()).host}/sites/${host}`
}

export function buildShape(world: VercelWorld, build: Build) {
  const state = readyState(world, build)
  const aliases = hostsOf(world, build)
  return {
    id: build.id,
    uid: build.id,
    name: projectOf(world, build)?.name ?? build.projectId,
    url: addressOf(world, build.host),
    projectId: build.projectId,
    ownerId: team.id,
    version: 2,
    type: 'LAMBDAS',
    target: build.target === 'production' ? 'production' : null,
    source: 'api-trigger-git-deploy',
    ...times(world, build),
    readyState: state,
    state,
    status: state,
    ...substate(build),
    alias: aliases.map((host) => addressOf(world, host)),
    aliasAssigned: aliases.length > 0,
    aliasError: null,
    ...(state === 'ERROR' ? { errorCode: 'BUILD_FAILED', errorMessage: failure } : {}),
    creator: bot,
    meta: metaOf(build),
    gitSource: { type: 'github', repoId: repositoryId, ref: build.ref, sha: build.sha, prId: null },
    inspectorUrl: `${world.baseUrl()}/vercel/pages/${build.id}`,
    build: { env: [] },
    env: [],
    plan: 'pro',
    projectSettings: {},
    public: false,
    regions: ['arn1'],
    createdIn: 'arn1',
    buildSkipped: false,
    isInConcurrentBuildsQueue: false,
    isInSystemBuildsQueue: false,
    routes: null,
    isRollbackCandidate: build.wasLive,
  }
}

export const failure = 'Command "npm run build" exited with 1'

function substate(build: Build): { readySubstate?: 'PROMOTED' | 'STAGED' } {
  if (build.target !== 'production' || build.end?.state !== 'READY') return {}
  return { readySubstate: build.wasLive ? 'PROMOTED' : 'STAGED' }
}

function times(world: VercelWorld, build: Build) {
  const begun = build.createdAt + world.timings.queuedMs
  return {
    createdAt: build.createdAt,
    created: build.createdAt,
    bootedAt: begun,
    buildingAt: begun,
    ...(build.end?.state === 'READY' ? { ready: build.end.at } : {}),
    ...(build.end?.state === 'CANCELED' ? { canceledAt: build.end.at } : {}),
  }
}

function metaOf(build: Build): Record<string, string> {
  return {
    githubCommitSha: build.sha,
    githubCommitRef: build.ref,
    githubCommitMessage: build.message,
    githubCommitAuthorName: build.author.name,
    githubCommitAuthorLogin: build.author.login,
    githubCommitOrg: 'harbour',
    githubCommitRepo: 'shop',
    ...build.meta,
  }
}

function hostsOf(world: VercelWorld, build: Build): string[] {
  return Object.entries(world.state.aliases).flatMap(([host, alias]) =>
    alias.build === build.id ? [host] : [],
  )
}

const projectOf = (world: VercelWorld, build: Build) =>
  world.state.projects.find((project) => project.id === build.projectId)

export function projectShape(world: VercelWorld, project: Project) {
  const live = project.live === null ? undefined : findBuild(world, project.live)
  const createdAt = world.state.builds[0]?.createdAt ?? 0
  return {
    id: project.id,
    name: project.name,
    accountId: team.id,
    framework: 'vite',
    nodeVersion: '24.x',
    live: false,
    alias: [],
    autoAssignCustomDomains: project.autoAssignsDomains,
    directoryListing: false,
    createdAt,
    updatedAt: project.liveSince,
    resourceConfig: { functionDefaultRegions: ['arn1'] },
    defaultResourceConfig: { functionDefaultRegions: ['arn1'] },
    deploymentExpiration: {},
    link: linkOf(createdAt),
    targets: live ? { production: buildShape(world, live) } : {},
    ...(project.lastAliasRequest ? { lastAliasRequest: requestShape(project.lastAliasRequest) } : {}),
    ...(project.lastRollbackTarget === undefined
      ? {}
      : { lastRollbackTarget: { id: project.lastRollbackTarget } }),
  }
}

function linkOf(at: number) {
  return {
    type: 'github',
    org: 'harbour',
    repo: 'shop',
    repoId: repositoryId,
    repoOwnerId: 4100,
    productionBranch: 'main',
    gitCredentialId: 'cred_sandbox',
    sourceless: false,
    deployHooks: [],
    createdAt: at,
    updatedAt: at,
  }
}

function requestShape(request: AliasRequest) {
  return {
    fromDeploymentId: request.from,
    toDeploymentId: request.to,
    jobStatus: request.isDone ? 'succeeded' : 'in-progress',
    requestedAt: request.requestedAt,
    type: request.type,
  }
}
