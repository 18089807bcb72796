export type TreeFile = {
  type: 'blob' | 'commit'
  mode: '100644' | '100755' | '120000' | '160000'
  sha: string
}

/** Files by their path. */
export type Tree = ReadonlyMap<string, TreeFile>

/** `sha` is null where the file must go. */
type TreeChange = { path: string; type: TreeFile['type']; mode: TreeFile['mode']; sha: string | null }

export type RevertPlan = { changes: TreeChange[]; leftAlone: string[] }

/**
 * What takes the changes of `base..head` back in `now`: a file that is as in `head` becomes as in `base`; one that was
 * changed again since is left alone.
 */
export function planRevert(base: Tree, head: Tree, now: Tree): RevertPlan {
  const plan: RevertPlan = { changes: [], leftAlone: [] }
  for (const path of changedPaths(base, head)) {
    const [before, after, current] = [base.get(path), head.get(path), now.get(path)]
    if (isSame(current, before)) continue
    if (isSame(current, after)) plan.changes.push(changeBack(path, before, after))
    else plan.leftAlone.push(path)
  }
  return withoutCollisions(plan, now)
}

/** Paths, in order, of what differs between two trees. */
export function changedPaths(base: Tree, head: Tree): string[] {
  const all = new Set([...base.keys(), ...head.keys()])
  return [...all].filter((path) => !isSame(base.get(path), head.get(path))).sort()
}

export function isSame(one: TreeFile | undefined, other: TreeFile | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode
}

function changeBack(path: string, before: TreeFile | undefined, after: TreeFile | undefined): TreeChange {
  const { type = 'blob', mode = '100644' } = before ?? after ?? {}
  return { path, type, mode, sha: before?.sha ?? null }
}

/** A file cannot come back where something newer made a folder of its name, nor below what is a file by now. */
function withoutCollisions({ changes, leftAlone }: RevertPlan, now: Tree): RevertPlan {
  const gone = new Set(changes.filter((change) => change.sha === null).map((change) => change.path))
  const staying = [...now.keys()].filter((path) => !gone.has(path))
  const files = new Set(staying)
  const folders = new Set(staying.flatMap(foldersOf))
  const isBlocked = ({ path, sha }: TreeChange) =>
    sha !== null && (folders.has(path) || foldersOf(path).some((folder) => files.has(folder)))
  return {
    changes: changes.filter((change) => !isBlocked(change)),
    leftAlone: [...leftAlone, ...changes.filter(isBlocked).map((change) => change.path)].sort(),
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
