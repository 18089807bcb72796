import { readdirSync, readFileSync } from 'node:fs'

type Contents = [path: string, content: string | null][]

const folder = new URL('./shop/', import.meta.url)
let parts: Map<string, Contents> | undefined

/**
 * The files that one commit of the shop brings, whole; null for one that it deletes. Each part is a text file, where a
 * line `=== path` begins a file.
 */
export function shopFiles(part: string): Contents {
  parts ??= new Map(
    readdirSync(folder).map((name) => [
      name.replace(/\.txt$/, ''),
      contentsOf(readFileSync(new URL(name, folder), 'utf8')),
    ]),
  )
  const found = parts.get(part)
  if (!found) throw new Error(`The sandbox's shop has no part ${part}.`)
  return found
}

function contentsOf(text: string): Contents {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((section) => {
      const border = section.indexOf('\n')
      const content = section.slice(border + 1).trim()
      const [path = '', deleted] = section.slice(0, border).trim().split(' ')
      return [path, deleted === '(deleted)' ? null : `${content}\n`]
    })
}
