import { posix } from 'node:path'
import { type ImportMap, parseImportMap, resolve } from './import-map.ts'
import { specifiersIn } from './specifiers.ts'

export type FollowOptions = {
  entrypoint: string
  /** Looked for beside the entrypoint and in the functions' folder where undefined; none where null. */
  importMap?: string | null | undefined
  /** Globs of files that are read at run time, relative to the repository. */
  staticPatterns?: string[] | undefined
  /** A file of the repository; null where there is none. */
  read: (path: string) => Promise<Uint8Array | null>
  /** Paths of all files below a folder, for `staticPatterns`. */
  listFiles?: ((folder: string) => Promise<string[]>) | undefined
}

/** `importer` is missing where the configuration itself names what is not there. */
export type SourceProblem = { wanted: string; importer?: string; why: keyof typeof words }

export type Followed =
  | { ok: true; importMap: string | null; files: { path: string; bytes: Uint8Array }[] }
  | { ok: false; problems: SourceProblem[] }

type Found = { files: Map<string, Uint8Array>; problems: SourceProblem[] }

/**
 * All files that a function needs: its entrypoint, what that imports, the import map, and static files. Imports from
 * registries and the network are left to Supabase. Or everything that is in the way, with who asks for it.
 */
export async function followImports(options: FollowOptions): Promise<Followed> {
  const found: Found = { files: new Map(), problems: [] }
  const map = await findImportMap(options, found)
  await follow(options, found, map)
  await addStaticFiles(options, found)
  if (found.problems.length > 0) return { ok: false, problems: found.problems.sort(byImporter) }
  const files = [...found.files].map(([path, bytes]) => ({ path, bytes }))
  // Files arrive in any order, and the same commit must give the same request.
  files.sort((a, b) => compareTexts(a.path, b.path))
  return { ok: true, importMap: map?.path ?? null, files }
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const byImporter = (a: SourceProblem, b: SourceProblem): number =>
  compareTexts(a.importer ?? '', b.importer ?? '') || compareTexts(a.wanted, b.wanted)

const mapNames = ['deno.json', 'deno.jsonc', 'import_map.json']

async function findImportMap(options: FollowOptions, found: Found): Promise<ImportMap | null> {
  const { entrypoint, importMap, read } = options
  if (importMap === null) return null
  const own = posix.dirname(entrypoint)
  const places =
    importMap === undefined
      ? [...mapNames.map((name) => posix.join(own, name)), posix.join(own, '../import_map.json')]
      : [posix.normalize(importMap)]
  for (const path of places) {
    const bytes = await read(path)
    if (bytes) return readImportMap(options, found, path, bytes)
  }
  if (importMap !== undefined) found.problems.push({ wanted: importMap, why: 'missing' })
  return null
}

async function readImportMap(
  { read }: FollowOptions,
  found: Found,
  path: string,
  bytes: Uint8Array,
): Promise<ImportMap | null> {
  found.files.set(path, bytes)
  const map = parseImportMap(path, textOf(bytes))
  if (!map) found.problems.push({ wanted: path, why: 'unreadable' })
  if (!map?.next) return map ?? null
  const nextBytes = await read(map.next)
  const next = nextBytes && parseImportMap(map.next, textOf(nextBytes))
  if (!next) {
    found.problems.push({ wanted: map.next, importer: path, why: nextBytes ? 'unreadable' : 'missing' })
    return null
  }
  found.files.set(map.next, nextBytes)
  return next
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

type Wanted = { path: string; importer?: string; isOptional: boolean }

/** Level by level, so that the files of one level are read together. */
async function follow(options: FollowOptions, found: Found, map: ImportMap | null): Promise<void> {
  const seen = new Set<string>()
  let level: Wanted[] = [{ path: posix.normalize(options.entrypoint), isOptional: false }]
  while (level.length > 0) {
    for (const { path } of level) seen.add(path)
    const next = await Promise.all(level.map((wanted) => take(options, found, map, wanted)))
    const fresh = next.flat().filter(({ path }) => !seen.has(path))
    const byPath = Map.groupBy(fresh, ({ path }) => path)
    level = [...byPath.values()].flatMap(
      (same) => same.find(({ isOptional }) => !isOptional) ?? same[0] ?? [],
    )
  }
}

async function take(
  { read }: FollowOptions,
  found: Found,
  map: ImportMap | null,
  { path, importer, isOptional }: Wanted,
): Promise<Wanted[]> {
  const from = importer === undefined ? {} : { importer }
  const bytes = found.files.get(path) ?? (await read(path))
  if (!bytes) {
    if (!isOptional) found.problems.push({ wanted: path, ...from, why: 'missing' })
    return []
  }
  found.files.set(path, bytes)
  const specifiers = await specifiersIn(path, textOf(bytes))
  if (!specifiers) {
    found.problems.push({ wanted: path, ...from, why: 'unreadable' })
    return []
  }
  return specifiers.flatMap(({ text, isTypeOnly }): Wanted[] => {
    const target = resolve(map, path, text)
    // What is imported for its types alone is gone when the function runs.
    if (target.to === 'file') return [{ path: target.path, importer: path, isOptional: isTypeOnly }]
    if (target.to !== 'elsewhere' && !isTypeOnly)
      found.problems.push({ wanted: text, importer: path, why: target.to })
    return []
  })
}

async function addStaticFiles({ staticPatterns = [], listFiles, read }: FollowOptions, found: Found) {
  for (const pattern of staticPatterns.map((one) => posix.normalize(one))) {
    const paths = (await listFiles?.(fixedFolder(pattern))) ?? []
    const matching = paths.filter((path) => posix.matchesGlob(path, pattern))
    if (matching.length === 0) found.problems.push({ wanted: pattern, why: 'unmatched' })
    const loaded = await Promise.all(matching.map(async (path) => ({ path, bytes: await read(path) })))
    for (const { path, bytes } of loaded) if (bytes) found.files.set(path, bytes)
  }
}

/** The part of a glob before its first wildcard, as a folder. */
function fixedFolder(pattern: string): string {
  const parts = pattern.split('/')
  const firstWild = parts.findIndex((part) => /[*?[{]/.test(part))
  return parts.slice(0, firstWild === -1 ? -1 : firstWild).join('/')
}

const words = {
  missing: 'which is not in the repository at this commit',
  outside: 'which is outside of the repository',
  unknown: 'a name that no import map explains',
  unreadable: 'which cannot be parsed',
  unmatched: 'which matches no file at this commit',
}

/** For example: `checkout/index.ts` imports `../_shared/tax.ts`, which is not in the repository at this commit. */
export function problemInWords({ wanted, importer, why }: SourceProblem): string {
  const asks = importer === undefined ? 'The configuration names' : `\`${importer}\` imports`
  return `${asks} \`${wanted}\`, ${words[why]}.`
}
