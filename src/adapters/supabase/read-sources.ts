import type { CodeHost, ReadSources } from '../../ports.ts'
import { followImports, problemInWords } from './sources.ts'

type Repository = Pick<CodeHost, 'readFile' | 'listFiles'>

/** Reads a function's files from the repository, following its imports. Throws `UpstreamError`. */
export function createReadSources(codeHost: Repository): ReadSources {
  const read = remembering(codeHost)
  return async (repository, sha, { entrypoint, importMap, staticPatterns }) => {
    const followed = await followImports({
      ...{ entrypoint, importMap, staticPatterns },
      read: async (path) => await read(repository, sha, path),
      listFiles: async (folder) => await codeHost.listFiles(repository, sha, folder),
    })
    return followed.ok
      ? { files: followed.files, importMap: followed.importMap }
      : { problems: followed.problems.map(problemInWords) }
  }
}

/**
 * Functions share files, and a file at a commit never changes: it is read once while one commit is bundled. What could
 * not be read is asked for again.
 */
function remembering(codeHost: Repository): CodeHost['readFile'] {
  let commit = ''
  let files = new Map<string, Promise<Uint8Array | null>>()
  return (repository, sha, path) => {
    if (commit !== `${repository}@${sha}`) {
      commit = `${repository}@${sha}`
      files = new Map()
    }
    const known = files.get(path)
    if (known) return known
    const reading = codeHost.readFile(repository, sha, path)
    const here = files
    here.set(path, reading)
    reading.catch(() => here.delete(path))
    return reading
  }
}
