import type { KnownBlock, ModalView } from '@slack/types'
import type { Sighting } from './domain/act.ts'
import type { Message } from './domain/message.ts'
import type { ChannelId, GroupId, UserId } from './domain/people.ts'
import type { TeamConfig } from './domain/policy.ts'
import type { Check, Commit, LiveRelease } from './domain/release.ts'
import type { Db, Trx } from './store/tables.ts'

export type Clock = () => Date

/**
 * An act on the outside world that a crash can interrupt. `perform` sends it; `observe` looks for what an earlier
 * attempt with the same key may have done, or how far it is. Both throw `UpstreamError`.
 */
export type OutsideAct<Input, Outcome> = {
  perform(key: string, input: Input): Promise<Exclude<Sighting<Outcome>, { seen: 'absent' }>>
  observe(key: string, input: Input, remote: string | null): Promise<Sighting<Outcome>>
}

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
}

export type FrontendTarget = { project: string; team?: string | undefined; target: 'production' | 'preview' }
export type FrontendBuild = FrontendTarget & { repository: string; ref: string; sha: string }
export type FrontendPromotion = FrontendTarget & { buildId: string }

/** One HTTP request to a site; the body is cut at 64 KB. Throws `UpstreamError` where nothing answers in time. */
export type Probe = (
  url: string,
  timeoutMs: number,
) => Promise<{ status: number; latencyMs: number; body: string; headers: Record<string, string> }>

/** Slack, as far as workflows need it. */
export type Chat = {
  /** Posts a message and returns its id. `destination` is a channel, a person, or a response URL (then `ts` is `answered`). */
  post(destination: string, key: string, message: Message): Promise<{ ts: string; hash: string }>
  /** The message with this key, posted since `since`; null where Slack has none. Response URLs can't be looked up: null. */
  find(destination: string, key: string, since: Date): Promise<{ ts: string } | null>
  /** Edits a message unless it already shows this; returns the hash of what is shown. */
  update(
    destination: string,
    ts: string,
    message: Message,
    shownHash: string | null,
  ): Promise<{ hash: string }>
  createChannel: OutsideAct<{ name: string }, { channel: ChannelId; name: string }>
  setTopic(channel: ChannelId, topic: string): Promise<void>
  pin(channel: ChannelId, ts: string): Promise<void>
  /** Invites people; returns those whom Slack refused, with its reason. Already being a member is no refusal. */
  invite(channel: ChannelId, users: UserId[]): Promise<{ user: UserId; because: string }[]>
  permalink(channel: ChannelId, ts: string): Promise<string>
  /** Cached for at most 60 s, and dropped when Slack says the group changed. */
  groupMembers(group: GroupId): Promise<UserId[]>
}

export type Queue = 'advance-deployment' | 'advance-incident' | 'deliver'

/** A job is only a wake-up call: an early, late or doubled one changes nothing. */
export type Jobs = {
  /** Asks for `id` to be looked at, at once or at `at`, if the caller's transaction commits. */
  wake(trx: Trx, queue: Queue, id: string, at?: Date): Promise<void>
}

/** Runs `work` while no other replica holds `name`; false where one does. The hold ends with the process. */
export type Exclusive = (name: string, work: () => Promise<void>) => Promise<boolean>

export type Log = {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What every workflow is given. */
export type Deps = {
  config: TeamConfig
  /** A random word of this database, so that keys at GitHub, Vercel and Slack never meet another installation's. */
  installation: string
  db: Db
  now: Clock
  log: Log
  jobs: Jobs
  exclusive: Exclusive
  chat: Chat
  codeHost: CodeHost
  frontendHost: FrontendHost
  probe: Probe
  /** Milliseconds between two messages to one channel; Slack asks for 1000. */
  paceMs: number
}

/** Who made a gesture, from where. `responseUrl` works five times within 30 minutes. */
export type Invoker = {
  user: UserId
  channel?: ChannelId | undefined
  responseUrl?: string | undefined
  requestId: string
}

/** Everything a person can do in Slack, parsed; one dispatcher in commands/ answers it. */
export type Gesture =
  | { kind: 'slash'; command: string; text: string }
  | {
      kind: 'click'
      action: string
      value: string
      message?: { channel: ChannelId; ts: string } | undefined
      viewId?: string | undefined
      metadata?: string | undefined
      values?: FormValues | undefined
    }
  | { kind: 'submit'; form: string; metadata: string; values: FormValues }
  | { kind: 'shortcut'; callback: string; message?: ShortcutMessage | undefined }
  | { kind: 'mention'; text: string; channel: ChannelId; ts: string }
  | { kind: 'home' }

export type ShortcutMessage = { channel: ChannelId; ts: string; text: string; author: UserId | null }

/** A form's values by action id, as text. Several choices are joined by commas; an empty field is absent. */
export type FormValues = Record<string, string>

/** A private answer. */
export type Reply = { text: string; blocks: KnownBlock[] }

export type Answer =
  | { answer: 'nothing' }
  | { answer: 'reply'; reply: Reply }
  /** Opens a modal from memory at once; `fill` then replaces it with what had to be looked up. */
  | { answer: 'open'; view: ModalView; fill?: () => Promise<ModalView> }
  /** Replaces the modal that was clicked in, at once. */
  | { answer: 'update'; view: ModalView; fill?: () => Promise<ModalView> }
  /** Sentences under a form's fields, by block id; the form stays open. */
  | { answer: 'errors'; errors: Record<string, string> }
  | { answer: 'home'; blocks: KnownBlock[] }

/** Answers any gesture; never throws. */
export type Respond = (gesture: Gesture, invoker: Invoker) => Promise<Answer>
