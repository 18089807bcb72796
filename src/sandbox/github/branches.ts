import { runChecks } from './history.ts'
import type { Issue } from './state.ts'
import type { GithubWorld } from './world.ts'

/** Makes or moves a branch, and lets CI look at what it points at now. */
export function pointBranch({ state }: GithubWorld, name: string, sha: string): void {
  state.branches[name] = sha
  runChecks(state, sha)
}

/** Deletes a branch; GitHub closes the pull requests that came from it or went to it. */
export function deleteBranch(world: GithubWorld, name: string): void {
  for (const issue of world.state.issues) {
    const { pull } = issue
    if (issue.state === 'open' && pull && (pull.head === name || pull.base === name)) closeIssue(world, issue)
  }
  delete world.state.branches[name]
}

export function closeIssue(world: GithubWorld, issue: Issue): void {
  const at = world.now().toISOString()
  if (issue.pull) issue.pull.end = endsOf(world, issue.pull)
  Object.assign(issue, { state: 'closed', closedAt: at, updatedAt: at })
}

/** The commits at both ends of a pull request. */
export function endsOf({ state }: GithubWorld, pull: NonNullable<Issue['pull']>) {
  return pull.end ?? { head: state.branches[pull.head] ?? '', base: state.branches[pull.base] ?? '' }
}
