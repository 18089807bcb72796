import { type File, type Files, writeFiles } from './files.ts'
import { compare, filesOf } from './graph.ts'
import { writeCommit } from './objects.ts'
import type { Commit, Person } from './state.ts'
import type { GithubWorld } from './world.ts'

type Merge = { method: 'merge' | 'squash'; message: string; by: Person }

/**
 * The files of `base` with what `head` changed since both parted; undefined where both changed the same file, even
 * where git would find that the lines do not touch.
 */
export function mergedFiles({ state }: GithubWorld, base: Commit, head: Commit): Files | undefined {
  const comparison = compare(state, base, head)
  if (!comparison) return undefined
  const [common, ours, theirs] = [comparison.mergeBase, base, head].map((commit) => filesOf(state, commit))
  if (!common || !ours || !theirs) return undefined
  const merged = new Map(ours)
  for (const path of new Set([...common.keys(), ...theirs.keys()])) {
    const theirFile = theirs.get(path)
    if (isSame(theirFile, common.get(path)) || isSame(theirFile, ours.get(path))) continue
    if (!isSame(ours.get(path), common.get(path))) return undefined
    if (theirFile) merged.set(path, theirFile)
    else merged.delete(path)
  }
  return merged
}

function isSame(one: File | undefined, other: File | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode
}

/** The sha of the commit that brings `files` onto `base`. */
export function writeMerge(
  world: GithubWorld,
  base: Commit,
  head: Commit,
  files: Files,
  merge: Merge,
): string {
  const { objects } = world.state
  return writeCommit(objects, {
    tree: writeFiles(objects, files),
    parents: merge.method === 'squash' ? [base.sha] : [base.sha, head.sha],
    author: { name: merge.by.name, email: merge.by.email, at: world.now() },
    message: merge.message,
  })
}
