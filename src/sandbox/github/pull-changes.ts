import { endsOf } from './branches.ts'
import { commitAt, compare } from './graph.ts'
import { mergedFiles } from './merge.ts'
import type { ChangedFile, Commit, PullRequest } from './state.ts'
import type { GithubWorld } from './world.ts'

type Changes = { ahead: Commit[]; files: ChangedFile[]; isMergeable: boolean }

/** What a pull request would bring, or brought. */
export function changesOfPull(world: GithubWorld, pull: PullRequest): Changes {
  const ends = endsOf(world, pull)
  const [base, head] = [commitAt(world.state, ends.base), commitAt(world.state, ends.head)]
  const comparison = base && head && compare(world.state, base, head)
  if (!comparison) return { ahead: [], files: [], isMergeable: false }
  return {
    ahead: comparison.ahead,
    files: comparison.files,
    isMergeable: mergedFiles(world, base, head) !== undefined,
  }
}
