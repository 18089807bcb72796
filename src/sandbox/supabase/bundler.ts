import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { z } from 'zod'
import type { Archive } from './archive.ts'

type Bundle = { ok: true; archive: Omit<Archive, 'fault'> } | { ok: false; message: string }

export type Source = { path: string; bytes: Uint8Array }

type ImportMap = { path: string; names: [string, string][] }

const importMapFile = z.object({ imports: z.record(z.string(), z.string()).default({}) })

/**
 * Follows the imports from the entrypoint as Deno's bundler does. What is missing, cannot be read or would have to be
 * fetched from elsewhere fails, with the bundler's message.
 */
export function bundle(entrypoint: string, importMap: string | null, sent: Source[]): Bundle {
  const files = new Map(sent.map((source) => [source.path, source]))
  const mapFile = importMap === null ? undefined : files.get(importMap)
  if (importMap !== null && !mapFile) return failed(`Import map not found: ${at(importMap)}`)
  if (!files.has(entrypoint)) return failed(`Entrypoint path does not exist - ${entrypoint}`)
  const names = mapFile ? readImportMap(mapFile) : []
  if (!names) return failed(`Unable to parse the import map ${at(importMap ?? '')}`)
  const missing = firstMissing(files, { path: importMap ?? '', names }, entrypoint)
  // Every file that was sent is part of the bundle: static files are read by name.
  return missing === undefined
    ? { ok: true, archive: { entrypoint, importMap, files: sent } }
    : failed(missing)
}

/** The paths that a file imports, whether they are there or not. */
export function importsOf(files: Map<string, Source>, path: string, importMap: string | null): string[] {
  const source = files.get(path)
  if (!source || path.endsWith('.json')) return []
  const mapFile = files.get(importMap ?? '')
  const map = { path: importMap ?? '', names: (mapFile && readImportMap(mapFile)) ?? [] }
  const read = specifiersOf(source)
  const located = 'problem' in read ? [] : read.specifiers.map((specifier) => locate(map, path, specifier))
  return located.flatMap((found) => ('path' in found ? [found.path] : []))
}

const failed = (message: string): Bundle => ({
  ok: false,
  message: `Failed to bundle the function (reason: ${message})`,
})

const at = (path: string): string => `file:///tmp/functions/source/${path}`

function readImportMap({ bytes }: Source): [string, string][] | undefined {
  try {
    return Object.entries(importMapFile.parse(JSON.parse(new TextDecoder().decode(bytes))).imports)
  } catch {
    return undefined
  }
}

function firstMissing(files: Map<string, Source>, map: ImportMap, entrypoint: string): string | undefined {
  const seen = new Set([entrypoint])
  for (const path of seen) {
    const source = files.get(path)
    if (!source) return `Module not found "${at(path)}".`
    if (path.endsWith('.json')) continue
    const read = specifiersOf(source)
    if ('problem' in read)
      return `The module's source code could not be parsed: ${read.problem} at ${at(path)}`
    for (const specifier of read.specifiers) {
      const found = locate(map, path, specifier)
      if ('problem' in found) return `${found.problem} at ${at(path)}`
      if (!('path' in found)) continue
      if (!files.has(found.path)) return `Module not found "${at(found.path)}". at ${at(path)}`
      seen.add(found.path)
    }
  }
  return undefined
}

function specifiersOf({ path, bytes }: Source): { specifiers: string[] } | { problem: string } {
  const source = new TextDecoder().decode(bytes)
  const { module, errors } = parseSync(path, source)
  const [error] = errors
  if (error) return { problem: error.message }
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value)
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : []))
  return { specifiers: [...imported, ...exported] }
}

type Located = { path: string } | { isBuiltIn: true } | { problem: string }

const template = /^(jsr|npm|https):.*(edge-runtime\.d\.ts|functions-js)$/

function locate(map: ImportMap, importer: string, specifier: string): Located {
  const target = mapped(map, specifier)
  if (target.startsWith('node:') || template.test(target)) return { isBuiltIn: true }
  if (/^(npm|jsr|https?):/.test(target))
    return { problem: `Error fetching "${target}": the sandbox has no network for remote modules` }
  if (target !== specifier) return { path: target }
  if (!/^\.{0,2}\//.test(specifier))
    return { problem: `Relative import path "${specifier}" not prefixed with / or ./ or ../` }
  return { path: posix.join(posix.dirname(importer), specifier) }
}

/** The longest name in the import map wins; a name that ends with a slash stands for a folder. */
function mapped({ path, names }: ImportMap, specifier: string): string {
  const fits = ([name]: [string, string]) =>
    name === specifier || (name.endsWith('/') && specifier.startsWith(name))
  const [best] = names.filter(fits).sort(([a], [b]) => b.length - a.length)
  if (!best) return specifier
  const target = best[1] + specifier.slice(best[0].length)
  return /^\.{0,2}\//.test(target) ? posix.join(posix.dirname(path), target) : target
}
