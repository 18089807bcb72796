import type { LogLine } from '../domain/diagnostic/log-shapes.ts'
import type { FunctionPolicy } from '../domain/policy.ts'
import type { OutsideAct } from './outside-act.ts'
import type { Variable } from './variable.ts'

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
  /** What functions wrote between two moments, at most 24 h apart; `isCut` where there was more than is read. */
  logLines(project: string, from: Date, to: Date): Promise<{ lines: LogLine[]; isCut: boolean }>
  /** Calls a function as a person would: with a session of the given test user, or with the anonymous key. */
  call(project: string, request: FunctionCall): Promise<{ status: number; latencyMs: number; body: string }>
  /** Asks the project's API for one row of a table, as the test user or with the anonymous key; its values are dropped. */
  readTable(
    project: string,
    asked: { table: string; session: FunctionCall['session']; timeoutMs: number },
  ): Promise<{ rows: number | null; said: string }>
  secrets(project: string): Promise<Variable[]>
  /** Which of these values a secret has; null where it has another or is not there. Supabase shows only what it hashes to. */
  secretAmong(project: string, name: string, values: readonly string[]): Promise<string | null>
  /** Sets a secret, which functions see at once. The value is stored with the act: for switches, not for keys. */
  setSecret: OutsideAct<SecretValue, { name: string }>
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
export type SecretValue = { project: string; name: string; value: string }
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
  /** True: without any key, as somebody would who knows nothing but the address. */
  isKeyless?: boolean
  timeoutMs: number
}
