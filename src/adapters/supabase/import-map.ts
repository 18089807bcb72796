import { posix } from 'node:path'
import { z } from 'zod'
import { withoutComments } from './jsonc.ts'

/** `path` is the file's own, to which its targets are relative. */
export type ImportMap = {
  path: string
  imports: [name: string, target: string][]
  /** Names that hold below a folder or for one file only. */
  scopes: [path: string, imports: [name: string, target: string][]][]
}

export type Resolved =
  | { to: 'file'; path: string }
  /** From a registry, the network or the runtime: not ours to send. */
  | { to: 'elsewhere' }
  | { to: 'outside' }
  | { to: 'unknown' }

const names = z.record(z.string(), z.string())
const mapFile = z.looseObject({
  imports: names.optional(),
  scopes: z.record(z.string(), names).optional(),
  importMap: z.string().optional(),
})

/** Reads a `deno.json` or an import map; `next` is the map that it points at. Undefined where it is none. */
export function parseImportMap(path: string, text: string): (ImportMap & { next?: string }) | undefined {
  const read = mapFile.safeParse(parsed(text)).data
  if (!read) return undefined
  const { imports = {}, scopes = {}, importMap } = read
  return {
    path,
    imports: Object.entries(imports),
    scopes: Object.entries(scopes).map(([scope, own]) => [relativeTo(path, scope), Object.entries(own)]),
    ...(importMap === undefined ? {} : { next: relativeTo(path, importMap) }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(withoutComments(text))
  } catch {
    return undefined
  }
}

const relativeTo = (file: string, path: string): string => posix.join(posix.dirname(file), path)

/** What a specifier in `importer` means; paths are relative to the repository. */
export function resolve(map: ImportMap | null, importer: string, specifier: string): Resolved {
  const mapped = map ? lookUp(map, importer, specifier) : undefined
  if (mapped === undefined) return locate(importer, specifier)
  return map ? locate(map.path, mapped) : { to: 'unknown' }
}

function locate(from: string, specifier: string): Resolved {
  if (/^\.{1,2}(\/|$)/.test(specifier)) {
    const path = relativeTo(from, specifier)
    return path.startsWith('../') || path === '..' ? { to: 'outside' } : { to: 'file', path }
  }
  if (specifier.startsWith('/') || specifier.startsWith('file:')) return { to: 'outside' }
  return /^[a-z][a-z+.-]*:/i.test(specifier) ? { to: 'elsewhere' } : { to: 'unknown' }
}

function lookUp(map: ImportMap, importer: string, specifier: string): string | undefined {
  const scoped = map.scopes
    .filter(([scope]) => scope === importer || (scope.endsWith('/') && importer.startsWith(scope)))
    .sort(([a], [b]) => b.length - a.length)
    .map(([, imports]) => imports)
  for (const imports of [...scoped, map.imports]) {
    const [best] = imports
      .flatMap(([name, target]) => {
        const rest = restAfter(name, target, specifier)
        return rest === undefined ? [] : [{ length: name.length, target: target + rest }]
      })
      .sort((a, b) => b.length - a.length)
    if (best) return best.target
  }
  return undefined
}

/** A name with a slash stands for a folder; Deno lets a package's name stand for its folder too. */
function restAfter(name: string, target: string, specifier: string): string | undefined {
  if (specifier === name) return ''
  const isFolder = name.endsWith('/') || /^(npm|jsr):/.test(target)
  const folder = name.endsWith('/') ? name : `${name}/`
  return isFolder && specifier.startsWith(folder) ? specifier.slice(name.length) : undefined
}
