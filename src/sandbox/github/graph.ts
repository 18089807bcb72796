import { changedFiles, type Files, filesAt } from './files.ts'
import { type GitObject, objectAt, readCommit } from './objects.ts'
import { personBy } from './people.ts'
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
  if (sha.length === 40) return commitAt(state, sha)
  const isMatch = ([name, { type }]: [string, GitObject]) => type === 'commit' && name.startsWith(sha)
  const [found, ...others] = Object.entries(state.objects).filter(isMatch)
  return found && others.length === 0 ? commitAt(state, found[0]) : undefined
}

const known = new WeakMap<GitObject, Commit>()

export function commitAt(state: GithubState, sha: string): Commit | undefined {
  const object = objectAt(state.objects, sha)
  if (!object) return undefined
  const found = known.get(object) ?? readFrom(state, sha)
  if (found) known.set(object, found)
  return found
}

function readFrom(state: GithubState, sha: string): Commit | undefined {
  const raw = readCommit(state.objects, sha)
  if (!raw) return undefined
  const { author, ...rest } = raw
  return { sha, ...rest, author: personBy(author.name, author.email), date: author.at.toISOString() }
}

export function filesOf(state: GithubState, commit: Commit): Files {
  return filesAt(state.objects, commit.tree)
}

/** What a commit changed, seen from its first parent. */
export function changesOf(state: GithubState, commit: Commit): ChangedFile[] {
  const parent = commitAt(state, commit.parents[0] ?? '')
  return changedFiles(state.objects, parent ? filesOf(state, parent) : new Map(), filesOf(state, commit))
}

/** The commit and everything before it, newest first; never a parent before its child. */
export function ancestry(state: GithubState, from: Commit): Commit[] {
  const found: Commit[] = []
  const seen = new Set([from.sha])
  const waiting = [from]
  for (let commit = waiting.shift(); commit; commit = waiting.shift()) {
    found.push(commit)
    for (const sha of commit.parents) {
      const parent = commitAt(state, sha)
      if (!parent || seen.has(sha)) continue
      seen.add(sha)
      waiting.push(parent)
    }
    waiting.sort((a, b) => b.date.localeCompare(a.date))
  }
  return found
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
  const files = changedFiles(state.objects, filesOf(state, mergeBase), filesOf(state, head))
  return { status: relation(ahead.length, behind.length), mergeBase, ahead, behind, files }
}

function relation(ahead: number, behind: number): Comparison['status'] {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
