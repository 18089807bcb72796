import type { ChangedFile, Commit, GithubState } from './state.ts'

/** What a branch or tag points at; own names only, as anything may be asked for, `constructor` too. */
export function shaNamed(state: GithubState, name: string): string | undefined {
  if (Object.hasOwn(state.branches, name)) return state.branches[name]
  return Object.hasOwn(state.tags, name) ? state.tags[name] : undefined
}

/** Finds a commit by branch, tag, fully qualified ref, whole sha or at least seven of its letters. */
export function resolve(state: GithubState, ref: string): Commit | undefined {
  const sha = shaNamed(state, ref.replace(/^(refs\/)?(heads|tags)\//, '')) ?? ref.toLowerCase()
  if (!/^[0-9a-f]{7,40}$/.test(sha)) return undefined
  const matches = Object.values(state.commits).filter((commit) => commit.sha.startsWith(sha))
  return matches.length === 1 ? matches[0] : undefined
}

/** The commit and everything before it, newest first. */
export function ancestry(state: GithubState, from: Commit): Commit[] {
  const seen = new Map<string, Commit>()
  const waiting = [from]
  for (let commit = waiting.shift(); commit; commit = waiting.shift()) {
    if (seen.has(commit.sha)) continue
    seen.set(commit.sha, commit)
    for (const parent of commit.parents) {
      const found = state.commits[parent]
      if (found) waiting.push(found)
    }
  }
  return [...seen.values()].sort((a, b) => b.date.localeCompare(a.date))
}

export type Comparison = {
  status: 'ahead' | 'behind' | 'diverged' | 'identical'
  mergeBase: Commit
  /** In head and not in base, oldest first, as GitHub lists them. */
  ahead: Commit[]
  behind: Commit[]
  files: ChangedFile[]
}

/** What `base...head` means: undefined where the two have no common ancestor. */
export function compare(state: GithubState, base: Commit, head: Commit): Comparison | undefined {
  const baseLine = ancestry(state, base)
  const headLine = ancestry(state, head)
  const inBase = new Set(baseLine.map((commit) => commit.sha))
  const inHead = new Set(headLine.map((commit) => commit.sha))
  const mergeBase = headLine.find((commit) => inBase.has(commit.sha))
  if (!mergeBase) return undefined
  const ahead = headLine.filter((commit) => !inBase.has(commit.sha)).reverse()
  const behind = baseLine.filter((commit) => !inHead.has(commit.sha)).reverse()
  return { status: relation(ahead.length, behind.length), mergeBase, ahead, behind, files: together(ahead) }
}

function relation(ahead: number, behind: number): Comparison['status'] {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

function together(commits: Commit[]): ChangedFile[] {
  const files = new Map<string, ChangedFile>()
  for (const file of commits.flatMap((commit) => commit.files)) {
    const before = files.get(file.filename)
    files.set(file.filename, {
      ...file,
      additions: file.additions + (before?.additions ?? 0),
      deletions: file.deletions + (before?.deletions ?? 0),
    })
  }
  return [...files.values()]
}
