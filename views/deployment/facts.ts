import type { Approval } from '../../src/domain/deployment/deployment.ts'
import { broughtSha, type DeploymentPlan } from '../../src/domain/deployment/plan.ts'
import {
  type Check,
  type Commit,
  type Facts,
  isNothing,
  shortSha,
} from '../../src/domain/deployment/release.ts'
import type { UserId } from '../../src/domain/people.ts'
import { code, group, line, link, list, plural, user } from '../text.ts'

/** What the deployment brings: its direction and its commits, newest first, at most `max`. */
export function commitLines(plan: DeploymentPlan, max: number): string[] {
  const { facts } = plan
  if (broughtSha(plan) === null)
    return ['*Commits:* nobody knows which commit comes back, so there is nothing to compare with']
  const shown = facts.commits.slice(0, max).map(commitLine)
  const left = facts.totalCommits - shown.length
  return [commitsHeadline(facts), ...shown, ...(left > 0 && shown.length > 0 ? [`… and ${left} more`] : [])]
}

function commitsHeadline(facts: Facts): string {
  const commits = plural(facts.totalCommits, 'commit')
  switch (facts.direction) {
    case 'ahead':
      return `*${plural(facts.totalCommits, 'new commit')}*`
    case 'behind':
      return `:rewind: *This goes back* and takes ${commits} out of what is live`
    case 'diverged':
      return `:warning: *${commits}, but not all that is live:* the live commit is not in this branch`
    case 'identical':
      return '*No new commits:* this commit is live already'
    case 'unknown':
      return unknownHeadline(facts)
  }
}

function unknownHeadline({ commits, live }: Facts): string {
  const because = isNothing(live) ? 'nothing was deployed before' : 'what is live is unknown'
  return commits.length > 0
    ? `*Latest commits:* ${because}, so there is nothing to compare with`
    : `*Commits:* unknown, because ${because}`
}

function commitLine(commit: Commit): string {
  const by = commit.author.slack
    ? user(commit.author.slack)
    : line(commit.author.login ?? commit.author.name, 40)
  return `• ${link(commit.url, shortSha(commit.sha))} ${line(commit.subject, 90)} (${by})`
}

const checkStates = [
  { state: 'failed', icon: ':x:' },
  { state: 'pending', icon: ':hourglass_flowing_sand:' },
  { state: 'missing', icon: ':grey_question:' },
  { state: 'passed', icon: ':white_check_mark:' },
] as const satisfies { state: Check['state']; icon: string }[]

/** Failed checks first, each state with its number and at most `max` names. */
export function checksInWords(checks: readonly Check[], max: number): string {
  if (checks.length === 0) return 'none ran on this commit'
  return checkStates
    .map(({ state, icon }) => ({ state, icon, of: checks.filter((check) => check.state === state) }))
    .filter(({ of }) => of.length > 0)
    .map(
      ({ state, icon, of }) => `${icon} ${of.length} ${checkWords[state]}: ${list(of.map(checkName), max)}`,
    )
    .join(' · ')
}

const checkWords = {
  failed: 'failed',
  pending: 'pending',
  missing: 'not reported',
  passed: 'passed',
} as const satisfies Record<Check['state'], string>

const checkName = (check: Check): string =>
  check.url ? link(check.url, check.name.slice(0, 40)) : line(check.name, 40)

/** "1 of 2: @priya" */
export function approvalsInWords(plan: DeploymentPlan, approvals: readonly Approval[]): string {
  if (plan.skipped) return 'skipped, as break-glass does'
  if (plan.approvalsNeeded === 0) return 'none needed here'
  const by = list(
    approvals.map((approval) => user(approval.user)),
    8,
  )
  return `${approvals.length} of ${plan.approvalsNeeded}${by ? `: ${by}` : ''}`
}

/** Who may approve, who may not, and which authors Slack does not know; null where nobody needs to. */
export function approversInWords(requestedBy: UserId, plan: DeploymentPlan): string | null {
  if (plan.approvalsNeeded === 0) return null
  const { approvers } = plan
  const may = [...(approvers.group ? [group(approvers.group)] : []), ...approvers.users.map(user)]
  const authors = plan.authors.filter((author) => author !== requestedBy)
  const excluded = [
    `${user(requestedBy)} (asked for it)`,
    ...authors.map((author) => `${user(author)} (wrote a commit)`),
  ]
  const who = `May approve: ${list(may, 6) || 'nobody is named in pilothouse.yml'}. Not: ${list(excluded, 6)}.`
  const gaps = [
    ...(plan.unknownAuthors.length > 0 ? [unknownAuthors(plan.unknownAuthors)] : []),
    ...unreadCommits(plan.facts),
  ]
  return [who, ...gaps].join('\n')
}

/** Says so where fewer people are left than must approve, and what to do; null where enough are, or nobody knows. */
export function approversMissing({ approvalsNeeded, approvers, candidates }: DeploymentPlan): string | null {
  if (!candidates || candidates.length >= approvalsNeeded) return null
  const left = list(candidates.map(user), 6)
  const trouble =
    candidates.length === 0
      ? '*Nobody is left who may approve:* everybody named asked for it or wrote a commit.'
      : `*${approvalsNeeded} must approve, and only ${candidates.length} may:* ${left}.`
  const where = approvers.group
    ? `Add somebody to ${group(approvers.group)}: that counts at once.`
    : 'Name somebody under `approvals` in pilothouse.yml.'
  return `:warning: ${trouble} ${where}`
}

/** Only the newest commits are read; who wrote the others isn't known, and so not kept from approving. */
function unreadCommits({ direction, commits, totalCommits }: Facts): string[] {
  const unread = totalCommits - commits.length
  if (direction === 'behind' || unread <= 0) return []
  return [
    `:warning: Only the newest ${commits.length} of ${totalCommits} commits were read: whoever wrote the others is not kept from approving.`,
  ]
}

function unknownAuthors(names: readonly string[]): string {
  const shown = list(
    names.map((name) => code(name, 40)),
    6,
  )
  return `:warning: ${shown} wrote a commit and ${names.length === 1 ? 'is' : 'are'} not known in Slack: list ${names.length === 1 ? 'the name' : 'them'} under \`people\` in pilothouse.yml.`
}
