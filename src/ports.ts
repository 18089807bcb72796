import type { TeamConfig } from './domain/policy.ts'
import type { DeadLetter } from './domain/status/queue.ts'
import type { CodeHost } from './ports/code-host.ts'
import type { SwitchFault } from './ports/drill.ts'
import type { FlagHost } from './ports/flag-host.ts'
import type { FrontendHost } from './ports/frontend-host.ts'
import type { FunctionHost, ReadSources } from './ports/function-host.ts'
import type { Links } from './ports/links.ts'
import type { Pager } from './ports/pager.ts'
import type { Probe } from './ports/probe.ts'
import type { ProjectHost } from './ports/project-host.ts'
import type { GreetMcp, SafeProbe } from './ports/safe-probe.ts'
import type { Signer } from './ports/signer.ts'
import type { Chat } from './ports/slack.ts'
import type { TargetDatabase } from './ports/target-database.ts'
import type { TargetWrite } from './ports/target-write.ts'
import type { Db, Trx } from './store/tables.ts'

export type * from './ports/code-host.ts'
export type * from './ports/drill.ts'
export type * from './ports/flag-host.ts'
export type * from './ports/frontend-host.ts'
export type * from './ports/function-host.ts'
export type * from './ports/links.ts'
export type * from './ports/outside-act.ts'
export type * from './ports/pager.ts'
export type * from './ports/probe.ts'
export type * from './ports/project-host.ts'
export type * from './ports/safe-probe.ts'
export type * from './ports/signer.ts'
export type * from './ports/slack.ts'
export type * from './ports/target-database.ts'
export type * from './ports/target-write.ts'
export type * from './ports/variable.ts'

export type Clock = () => Date

export type Queue =
  | 'advance-deployment'
  | 'advance-incident'
  | 'run-errands'
  | 'advance-operation'
  | 'advance-alert'
  | 'advance-diagnostic'
  | 'run-checks'
  | 'judge-rules'
  | 'measure'
  | 'read-posts'
  | 'deliver'

/** A job is only a wake-up call: an early, late or doubled one changes nothing. */
export type Jobs = {
  /** Asks for `id` to be looked at, at once or at `at`, if the caller's transaction commits. */
  wake(trx: Trx, queue: Queue, id: string, at?: Date): Promise<void>
  /** The newest of the work that was tried too often and laid aside. */
  deadLetters(limit: number): Promise<DeadLetter[]>
  /** Takes one of them out for good, if the transaction commits; null where it is gone. */
  takeDeadLetter(trx: Trx, reference: string): Promise<{ queue: Queue; letter: DeadLetter } | null>
  /** How many jobs are due, by the real clock, and how many were given up. */
  backlog(): Promise<{ due: number; deadLetters: number }>
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
  functionHost: FunctionHost
  flagHost: FlagHost
  readSources: ReadSources
  probe: Probe
  /** For addresses that anybody may have configured. */
  safeProbe: SafeProbe
  greetMcp: GreetMcp
  projectHost: ProjectHost
  targetDatabase: TargetDatabase
  /** Where a database may be corrected, after somebody approved it. */
  targetWrite: TargetWrite
  /** Null where the world outside is the real one, in which no drill breaks anything. */
  switchFault: SwitchFault | null
  /** Whatever takes pages outside Slack. */
  pager: Pager
  /** Null where there is no key to sign with. */
  sign: Signer | null
  /** Where this process is reached over HTTP, without a slash at the end. */
  webUrl: () => string
  /** Null where there is no page for when Slack is away. */
  links: Links | null
  /** Milliseconds between two messages to one channel; Slack asks for 1000. */
  paceMs: number
}
