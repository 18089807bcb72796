import { type Barrier, type Skipped, skippedBy } from '../gate/break-glass.ts'
import { judgeChecklist, type PlannedItem } from '../gate/checklist.ts'
import { requiredChecks, withMissing } from '../gate/checks.ts'
import { gateAgainst } from '../gate/gate.ts'
import type { GroupId, UserId } from '../people.ts'
import type { EnvironmentPolicy, FunctionsService, ServicePolicy } from '../policy.ts'
import type { Refusal } from '../refusal.ts'
import { hashPlan } from './plan-hash.ts'
import { releaseSteps, type StepName, type UndoName, undoSteps } from './plan-steps.ts'
import type { Commit, Facts, LiveFunction } from './release.ts'
import { type Stage, stepsOfStages } from './stages.ts'

/** What a deployment will do, as shown to the people who approve it. */
export type DeploymentPlan = {
  service: string
  environment: string
  kind: ServicePolicy['kind']
  ref: string
  sha: string
  facts: Facts
  approvalsNeeded: number
  approvers: { group?: GroupId | undefined; users: UserId[] }
  /** People who may not approve, because a commit is theirs. */
  authors: UserId[]
  /** Who was left to approve when the plan was made; missing where Slack could not say who is in the group. */
  candidates?: UserId[] | undefined
  /** Authors whom the configuration does not tie to a Slack account. */
  unknownAuthors: string[]
  steps: StepName[]
  /** A preview's address shows it to nobody but the team. */
  isPreview?: boolean | undefined
  /** Of a rolling release; empty where the build goes live at once. */
  stages: Stage[]
  purpose: 'release' | 'rollback'
  /** What is brought back: by a rollback, or by a release that fails. Null where nothing is known to go back to. */
  returnsTo: ReturnTarget | null
  /** What undoes it, in this order, if it fails once it is live. Empty where nothing can. */
  undo: UndoName[]
  rollback: 'automatic' | 'ask'
  checklist: PlannedItem[]
  /** Freezes that hold others there, and not whoever asked; missing in plans of before. */
  passedFreezes?: PassedFreeze[] | undefined
  /** What a break-glass deployment does without; null for every other. */
  skipped: Skipped[] | null
  /** Binds approvals to exactly this plan. */
  hash: string
}

/** `until` is its end where it is on when the deployment would start. */
export type PassedFreeze = { name: string; until: string | null }

/** `deployment` is ours that brought it, where it was one of ours. */
export type ReturnTarget = {
  deployment: number | null
  /** Missing where nobody knows which commit it was. */
  sha?: string | undefined
  buildId?: string | undefined
  /** Supabase: what each configured function was. */
  functions?: FunctionThen[] | undefined
}

/** Only a function that is said to be absent did not exist; a hash that the provider does not tell says nothing. */
export type FunctionThen =
  | ({ is: 'there' } & LiveFunction)
  | { is: 'absent'; slug: string; hash: null; version: null }

export type PlanRequest = {
  service: ServicePolicy
  environment: EnvironmentPolicy
  requestedBy: UserId
  slackIdOf: (commit: Commit) => UserId | undefined
  /** The approvers' group at this moment; null where Slack could not say. */
  members: readonly UserId[] | null
  /** For a rollback, what it brings back. */
  returnsTo?: ReturnTarget | undefined
  passedFreezes?: PassedFreeze[] | undefined
  /** A rollback for which the word of an incident's commander was enough. */
  isShortened?: boolean | undefined
  /** For a break-glass deployment, the locks that it passes; missing for every other. */
  barriers?: Barrier[] | undefined
}

/** Decides what a deployment will do, or why it must not be done. Pure. */
export function planDeployment(request: PlanRequest, facts: Facts): DeploymentPlan | Refusal {
  const { service, environment } = request
  const refusal = reasonAgainst(request, facts)
  if (refusal) return refusal
  const { returnsTo } = request
  const parts = returnsTo ? rollbackParts(request, returnsTo) : releaseParts(request, facts)
  const checklist = returnsTo ? [] : judgeChecklist(environment.checklist, facts, parts.undo.length > 0)
  const stopped = returnsTo ? null : gateAgainst(request, facts, checklist)
  if (stopped) return stopped
  const commits = facts.commits.map((commit) => withSlackId(commit, request.slackIdOf(commit)))
  const authors = unique(released(facts.direction, commits).flatMap((commit) => commit.author.slack ?? []))
  const plannedFacts = { ...facts, commits, checks: withMissing(environment.checks, facts.checks) }
  const plan = {
    service: service.name,
    environment: environment.name,
    kind: service.kind,
    isPreview: service.kind === 'vercel' && service.environments[environment.name]?.target === 'preview',
    ref: facts.ref,
    sha: facts.sha,
    facts: plannedFacts,
    approvers: { group: environment.approvals.group, users: environment.approvals.users },
    authors,
    passedFreezes: request.passedFreezes,
    candidates: candidates(request, authors),
    unknownAuthors: unique(
      released(facts.direction, commits).flatMap(({ author }) =>
        author.slack ? [] : [author.login ?? author.name],
      ),
    ),
    checklist,
    ...parts,
    ...(request.barriers
      ? { approvalsNeeded: 0, skipped: skippedBy(request.barriers, environment, plannedFacts, checklist) }
      : { skipped: null }),
  }
  return { ...plan, hash: hashPlan(plan) }
}

/**
 * The commits whose authors may not approve. Going back releases none of them; where nobody knows what is live, the
 * list is only history, and the newest commit is the one that is certainly new.
 */
function released(direction: Facts['direction'], commits: Commit[]): Commit[] {
  if (direction === 'behind') return []
  return direction === 'unknown' ? commits.slice(0, 1) : commits
}

function reasonAgainst(request: PlanRequest, facts: Facts): Refusal | null {
  const { service, environment, returnsTo, barriers } = request
  if (service.kind === 'vercel' && facts.direction === 'identical')
    return { refused: 'already-live', sha: facts.sha, environment: environment.name, service: service.name }
  const red = requiredChecks(environment.checks, facts.checks).filter(({ state }) => state === 'failed')
  return !returnsTo && !barriers && red.length > 0
    ? { refused: 'checks-failed', sha: facts.sha, checks: red.map((check) => check.name) }
    : null
}

type Parts = Pick<
  DeploymentPlan,
  'purpose' | 'returnsTo' | 'steps' | 'stages' | 'undo' | 'rollback' | 'approvalsNeeded'
>

function releaseParts({ service, environment }: PlanRequest, { live }: Facts): Parts {
  const returnsTo = returnTarget(service, live)
  const isWatched = service.kind !== 'github-actions' && service.watch !== null
  const stages = returnsTo ? stagesOf(service, environment.name) : []
  const steps = releaseSteps[service.kind].flatMap((step): StepName[] =>
    step === 'promote' && stages.length > 0 ? stepsOfStages(stages) : [step],
  )
  return {
    purpose: 'release',
    returnsTo,
    steps: [...steps, ...(isWatched ? (['watch'] as const) : [])],
    stages,
    undo: returnsTo ? [...undoSteps[service.kind]] : [],
    rollback: environment.rollback.mode,
    approvalsNeeded: environment.approvals.required,
  }
}

/** Only a build that others still get the one before of can be released in stages. */
const stagesOf = (service: ServicePolicy, environment: string): Stage[] =>
  service.kind === 'vercel' ? (service.environments[environment]?.stages ?? []) : []

/** What was live can come back where the provider can be told exactly what it was. */
function returnTarget(service: ServicePolicy, live: Facts['live']): ReturnTarget | null {
  if (service.kind === 'supabase-functions') return functionsTarget(service, live)
  if (!live?.sha || (service.kind === 'vercel' && !live.buildId)) return null
  return { deployment: null, sha: live.sha, buildId: live.buildId }
}

/** Functions that are new are taken away again. */
function functionsTarget({ functions }: FunctionsService, live: Facts['live']): ReturnTarget {
  const was = functions.map(({ slug }): FunctionThen => {
    const found = live?.functions?.find((one) => one.slug === slug)
    return found ? { is: 'there', ...found } : { is: 'absent', slug, hash: null, version: null }
  })
  return { deployment: null, sha: live?.sha, functions: was }
}

/** A rollback takes the same way that undoes a release; undoing it is another rollback. */
function rollbackParts({ service, environment, isShortened }: PlanRequest, returnsTo: ReturnTarget): Parts {
  return {
    purpose: 'rollback',
    returnsTo,
    // GitHub must not be told of a commit that nobody knows.
    steps: [
      ...(returnsTo.sha || service.kind !== 'supabase-functions' ? (['record'] as const) : []),
      ...undoSteps[service.kind],
    ],
    stages: [],
    undo: [],
    rollback: 'ask',
    approvalsNeeded: isShortened ? 0 : environment.rollback.approvals,
  }
}

/** Approvers who neither asked nor wrote a commit. */
function candidates({ environment, members, requestedBy }: PlanRequest, authors: UserId[]) {
  if (members === null) return undefined
  const barred = [requestedBy, ...authors]
  return unique([...members, ...environment.approvals.users]).filter((user) => !barred.includes(user))
}

function withSlackId(commit: Commit, slack: UserId | undefined): Commit {
  return { ...commit, author: { ...commit.author, slack } }
}

/** The commit that a deployment brings; null where a rollback brings back what nobody knows the commit of. */
export const broughtSha = ({
  purpose,
  returnsTo,
  sha,
}: Pick<DeploymentPlan, 'purpose' | 'returnsTo' | 'sha'>): string | null =>
  purpose === 'rollback' && !returnsTo?.sha ? null : sha

const unique = <T>(items: T[]): T[] => [...new Set(items)]
