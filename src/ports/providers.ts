import type { FunctionPolicy } from '../domain/policy.ts'
import type { Check, Commit, LiveRelease } from '../domain/release.ts'
import type { OutsideAct } from './outside-act.ts'

/** GitHub. `repository` is `owner/name`. */
export type CodeHost = {
  /** The commit a branch, tag or (short) sha names; null where there is none. */
  resolve(repository: string, ref: string): Promise<{ sha: string } | null>
  /** Branch names, at most 100, for suggestions. */
  branches(repository: string): Promise<string[]>
  /** Newest first, at most `limit`. */
  recentCommits(repository: string, ref: string, limit: number): Promise<Commit[]>
  /** Commits in `head` that are not in `base`, newest first, at most 50. */
  compare(
    repository: string,
    base: string,
    head: string,
  ): Promise<{ direction: 'ahead' | 'behind' | 'diverged' | 'identical'; commits: Commit[]; total: number }>
  /** Check runs and commit statuses together, by name. */
  checks(repository: string, sha: string): Promise<Check[]>
  /** A GitHub Deployment; its payload carries the key. Outcome: its id. */
  recordDeployment: OutsideAct<DeploymentRecord, { id: number }>
  /** The state of a GitHub Deployment. */
  recordStatus: OutsideAct<DeploymentStatusRecord, { id: number }>
  /** Dispatches a workflow and follows it to its end; the input `deployment` carries the key into the run's name. */
  runWorkflow: OutsideAct<WorkflowRun, { conclusion: 'success'; url: string }>
  /** The jobs of a run, in their order, for the card. */
  jobs(
    repository: string,
    runId: string,
  ): Promise<{ name: string; state: 'queued' | 'running' | 'passed' | 'failed' | 'skipped'; url: string }[]>
  /** A file at a commit; null where there is none. At most 5 MB. */
  readFile(repository: string, sha: string, path: string): Promise<Uint8Array | null>
  /** Paths of all files below a folder at a commit. */
  listFiles(repository: string, sha: string, folder: string): Promise<string[]>
  /**
   * Opens a pull request onto `branch` that takes the changes of `base..head` back. A file that was changed again since
   * is left alone and named in the outcome.
   */
  revert: OutsideAct<RevertRequest, { number: number; url: string; leftAlone: string[] }>
  /** Asks a run to stop; true where it will. */
  cancelRun(repository: string, runId: string): Promise<boolean>
}

export type DeploymentRecord = {
  repository: string
  sha: string
  environment: string
  description: string
  service: string
}
export type DeploymentStatusRecord = {
  repository: string
  deploymentId: number
  state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'
  description: string
  logUrl?: string | undefined
  environmentUrl?: string | undefined
}
export type RevertRequest = {
  repository: string
  branch: string
  base: string
  head: string
  title: string
  body: string
}
export type WorkflowRun = {
  repository: string
  workflow: string
  ref: string
  sha: string
  inputs: Record<string, string>
}

/** Vercel. */
export type FrontendHost = {
  /** What the target serves now; null where nothing was ever deployed. */
  live(input: FrontendTarget): Promise<LiveRelease | null>
  /** Builds a commit without giving it the domain, or takes the ready build of that commit. */
  build: OutsideAct<FrontendBuild, { buildId: string; url: string; reused: boolean }>
  /** Points the target's domains at a build. Already current is done. */
  promote: OutsideAct<FrontendPromotion, { buildId: string }>
  cancelBuild(input: FrontendTarget, buildId: string): Promise<boolean>
  /** Gives production to an earlier build at once, without building. Vercel then leaves later builds staged. */
  rollback: OutsideAct<FrontendPromotion & { because: string }, { buildId: string }>
  /** Begins a rolling release: the build takes `stages[0]` percent of production's requests. The last stage is 100. */
  startStages: OutsideAct<FrontendPromotion & { stages: number[] }, { stage: number }>
  /** Takes the rolling release on to `stage` (counted from 0); the last one completes it. */
  enterStage: OutsideAct<FrontendPromotion & { stage: number; stages: number[] }, { stage: number }>
  /** Ends a rolling release by giving all requests back to the build before it. */
  abortStages: OutsideAct<FrontendTarget & { buildId: string }, { buildId: string }>
  /** True where a rollback keeps new builds from going live until a promotion. */
  isPinned(input: FrontendTarget): Promise<boolean>
  /** Names of the variables that the target's builds see; values are never read. */
  variables(input: FrontendTarget): Promise<Variable[]>
}

/** An environment variable or secret by name. `updatedAt` is missing where the provider does not say. */
export type Variable = { name: string; updatedAt?: Date | undefined }

export type FrontendTarget = { project: string; team?: string | undefined; target: 'production' | 'preview' }
export type FrontendBuild = FrontendTarget & { repository: string; ref: string; sha: string }
export type FrontendPromotion = FrontendTarget & { buildId: string }

/** Supabase Edge Functions of one project. `project` is Supabase's reference of 20 letters. */
export type FunctionHost = {
  list(project: string): Promise<DeployedFunction[]>
  /** The running version as bytes, from which it can be restored exactly. */
  download(project: string, slug: string): Promise<FunctionBody>
  /** Bundles one function without activating it. Nothing is live before `activate`. */
  bundle: OutsideAct<FunctionSources, { bundled: BundledFunction }>
  /** Makes all bundled functions live together. */
  activate: OutsideAct<{ project: string; functions: BundledFunction[] }, { functions: DeployedFunction[] }>
  /** Bundles and activates one function, for teams that deploy strictly one after the other. */
  deployOne: OutsideAct<FunctionSources, { function: DeployedFunction }>
  /** Puts a downloaded body back, byte for byte; `was` is how it was deployed then. */
  restore: OutsideAct<
    { project: string; was: DeployedFunction; body: FunctionBody },
    { function: DeployedFunction }
  >
  /** Deletes a function that did not exist before. */
  remove: OutsideAct<{ project: string; slug: string }, { slug: string }>
  /** Calls per function and version between two moments, at most 24 h apart. A version without calls is absent. */
  traffic(project: string, from: Date, to: Date): Promise<FunctionTraffic[]>
  /** Calls a function as a person would: with a session of the given test user, or with the anonymous key. */
  call(project: string, request: FunctionCall): Promise<{ status: number; latencyMs: number; body: string }>
  secrets(project: string): Promise<Variable[]>
}

/** Reads what a function needs at a commit: its entrypoint and everything it imports. */
export type ReadSources = (
  repository: string,
  sha: string,
  policy: FunctionPolicy,
) => Promise<Pick<FunctionSources, 'files' | 'importMap'> | { problems: string[] }>

export type DeployedFunction = {
  slug: string
  version: number
  /** Hash of the bundle; null where the provider gives none. */
  hash: string | null
  verifyJwt: boolean
  entrypoint: string
  importMap: string | null
  updatedAt: Date
}
/** `contentType` tells eszip from multipart sources. */
export type FunctionBody = { bytes: Uint8Array; contentType: string }
/** `files` are relative to the repository; the entrypoint and whatever it imports. */
export type FunctionSources = {
  project: string
  slug: string
  verifyJwt: boolean
  entrypoint: string
  importMap: string | null
  staticPatterns: string[]
  files: { path: string; bytes: Uint8Array }[]
}
/** What `bundle` answered, as `activate` wants it back. */
export type BundledFunction = DeployedFunction & { raw: Record<string, unknown> }
export type FunctionTraffic = {
  slug: string
  version: number
  calls: number
  /** Answers of 500 and above. */
  errors: number
  p50Ms: number
  p95Ms: number
}
export type FunctionCall = {
  slug: string
  method: string
  body?: string | undefined
  /** E-mail and password of a test user, or null for the anonymous key. */
  session: { email: string; password: string } | null
  timeoutMs: number
}

/** Kill switches. `place` says where they are kept, as configured. */
export type FlagHost = {
  list(place: FlagPlace): Promise<{ name: string; isOn: boolean; updatedAt?: Date | undefined }[]>
  switch: OutsideAct<{ place: FlagPlace; name: string; isOn: boolean }, { name: string; isOn: boolean }>
}
export type FlagPlace =
  | { kind: 'postgres'; url: string; table: string; nameColumn: string; valueColumn: string }
  | { kind: 'vercel-edge-config'; store: string; team?: string | undefined; item: string }

/** One HTTP request to a site; the body is cut at 64 KB. Throws `UpstreamError` where nothing answers in time. */
export type Probe = (
  url: string,
  timeoutMs: number,
) => Promise<{ status: number; latencyMs: number; body: string; headers: Record<string, string> }>
