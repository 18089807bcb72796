import { lineChanges } from './lines.ts'
import {
  type GitObject,
  type Objects,
  objectAt,
  readObject,
  readTree,
  type TreeEntry,
  treeMode,
  writeTree,
} from './objects.ts'
import type { ChangedFile } from './state.ts'

export type File = { mode: string; sha: string }

/** Every file of a tree by its path. */
export type Files = ReadonlyMap<string, File>

export const fileMode = '100644'

const known = new WeakMap<GitObject, Files>()

/** The files below a tree; none where there is no such tree. */
export function filesAt(objects: Objects, tree: string): Files {
  const object = objectAt(objects, tree)
  if (!object) return new Map()
  const found = known.get(object) ?? new Map(walk(objects, tree, ''))
  known.set(object, found)
  return found
}

function* walk(objects: Objects, tree: string, folder: string): Generator<[string, File]> {
  for (const { name, mode, sha } of readTree(objects, tree) ?? []) {
    if (mode === treeMode) yield* walk(objects, sha, `${folder}${name}/`)
    else yield [`${folder}${name}`, { mode, sha }]
  }
}

/** Writes the trees that hold exactly these files, and answers with the sha of the root. */
export function writeFiles(objects: Objects, files: Files): string {
  const entries: TreeEntry[] = []
  const folders = new Map<string, Map<string, File>>()
  for (const [path, file] of files) {
    const border = path.indexOf('/')
    if (border === -1) {
      entries.push({ name: path, ...file })
      continue
    }
    const name = path.slice(0, border)
    const inside = folders.get(name) ?? new Map<string, File>()
    folders.set(name, inside.set(path.slice(border + 1), file))
  }
  for (const [name, inside] of folders)
    entries.push({ name, mode: treeMode, sha: writeFiles(objects, inside) })
  return writeTree(objects, entries)
}

/** What leads from one tree to another, by path; a file that only moved is shown as renamed. */
export function changedFiles(objects: Objects, before: Files, after: Files): ChangedFile[] {
  const removed = [...before].filter(([path]) => !after.has(path))
  const changes: ChangedFile[] = []
  for (const [path, file] of after) {
    const old = before.get(path)
    if (old && old.sha === file.sha && old.mode === file.mode) continue
    const movedFrom = old ? -1 : removed.findIndex(([, one]) => one.sha === file.sha)
    const [from] = movedFrom === -1 ? [] : removed.splice(movedFrom, 1)
    if (from) changes.push(moved(path, from))
    else changes.push(changed(objects, path, old, file))
  }
  for (const [path, old] of removed) changes.push(changed(objects, path, old, undefined))
  return changes.sort((a, b) => (a.filename < b.filename ? -1 : 1))
}

function moved(filename: string, [previous, file]: [string, File]): ChangedFile {
  const { sha } = file
  return { filename, status: 'renamed', sha, additions: 0, deletions: 0, previous_filename: previous }
}

function changed(
  objects: Objects,
  filename: string,
  old: File | undefined,
  now: File | undefined,
): ChangedFile {
  const [before, after] = [textOf(objects, old), textOf(objects, now)]
  const isText = !before.includes('\0') && !after.includes('\0')
  const lines = isText ? lineChanges(before, after) : { additions: 0, deletions: 0 }
  const status = old ? (now ? 'modified' : 'removed') : 'added'
  return { filename, status, sha: now?.sha ?? old?.sha ?? '', ...lines }
}

function textOf(objects: Objects, file: File | undefined): string {
  return (file && readObject(objects, 'blob', file.sha)?.toString('utf8')) ?? ''
}
