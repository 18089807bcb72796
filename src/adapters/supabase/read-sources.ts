import type { CodeHost, ReadSources } from '../../ports.ts'
import { followImports, problemInWords } from './sources.ts'

/** Reads a function's files from the repository, following its imports. Throws `UpstreamError`. */
export function createReadSources(codeHost: Pick<CodeHost, 'readFile' | 'listFiles'>): ReadSources {
  return async (repository, sha, { entrypoint, importMap, staticPatterns }) => {
    const followed = await followImports({
      ...{ entrypoint, importMap, staticPatterns },
      read: async (path) => await codeHost.readFile(repository, sha, path),
      listFiles: async (folder) => await codeHost.listFiles(repository, sha, folder),
    })
    return followed.ok
      ? { files: followed.files, importMap: followed.importMap }
      : { problems: followed.problems.map(problemInWords) }
  }
}
