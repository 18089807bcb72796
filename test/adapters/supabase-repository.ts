import { type FollowOptions, followImports, problemInWords } from '../../src/adapters/supabase/sources.ts'

export const folder = 'supabase/functions/hello'
export const entrypoint = `${folder}/index.ts`
const encoder = new TextEncoder()

/** Follows the imports in a repository of these files, below the function's folder unless they begin with a slash. */
export function follow(texts: Record<string, string>, more: Partial<FollowOptions> = {}) {
  const files = new Map(
    Object.entries(texts).map(([path, text]) => [
      path.startsWith('/') ? path.slice(1) : `${folder}/${path}`,
      encoder.encode(text),
    ]),
  )
  const reads: string[] = []
  const read = async (path: string) => {
    reads.push(path)
    return files.get(path) ?? null
  }
  const listFiles = async (within: string) =>
    [...files.keys()].filter((path) => path.startsWith(`${within}/`))
  return { followed: followImports({ entrypoint, read, listFiles, ...more }), reads }
}

export async function pathsOf(
  texts: Record<string, string>,
  more: Partial<FollowOptions> = {},
): Promise<string[]> {
  const followed = await follow(texts, more).followed
  if (!followed.ok) throw new Error(followed.problems.map(problemInWords).join(' '))
  return followed.files.map(({ path }) => path.replace(`${folder}/`, '')).sort()
}

export async function sentences(
  texts: Record<string, string>,
  more: Partial<FollowOptions> = {},
): Promise<string[]> {
  const followed = await follow(texts, more).followed
  return followed.ok ? [] : followed.problems.map(problemInWords)
}
