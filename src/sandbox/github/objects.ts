import { hash } from 'node:crypto'

/** An object as git keeps it (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects); base64, as it is saved as JSON. */
export type GitObject = { type: 'blob' | 'tree' | 'commit'; base64: string }

/** By sha. */
export type Objects = Record<string, GitObject>

/** `mode` has six digits, as the API writes it. */
export type TreeEntry = { mode: string; name: string; sha: string }

type Signature = { name: string; email: string; at: Date }
export type RawCommit = { tree: string; parents: string[]; author: Signature; message: string }

export const treeMode = '040000'

/** The object's content; undefined where the repository has no such object of that type. */
export function readObject(objects: Objects, type: GitObject['type'], sha: string): Buffer | undefined {
  const found = objectAt(objects, sha)
  return found?.type === type ? Buffer.from(found.base64, 'base64') : undefined
}

/** Own names only, as anything may be asked for. */
export function objectAt(objects: Objects, sha: string): GitObject | undefined {
  return Object.hasOwn(objects, sha) ? objects[sha] : undefined
}

function writeObject(objects: Objects, type: GitObject['type'], content: Buffer): string {
  const sha = hash('sha1', Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]))
  objects[sha] ??= { type, base64: content.toString('base64') }
  return sha
}

export function writeBlob(objects: Objects, content: string | Uint8Array): string {
  return writeObject(objects, 'blob', Buffer.from(content))
}

export function writeTree(objects: Objects, entries: TreeEntry[]): string {
  const lines = [...entries]
    .sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
    .flatMap((entry) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`),
      Buffer.from(entry.sha, 'hex'),
    ])
  return writeObject(objects, 'tree', Buffer.concat(lines))
}

/** Git sorts a folder as if its name ended with a slash. */
function sortKey({ mode, name }: TreeEntry): Buffer {
  return Buffer.from(mode === treeMode ? `${name}/` : name)
}

/** Undefined where there is no such tree. */
export function readTree(objects: Objects, sha: string): TreeEntry[] | undefined {
  const content = readObject(objects, 'tree', sha)
  if (!content) return undefined
  const entries: TreeEntry[] = []
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(0, at)
    const [mode = '', ...name] = content.toString('utf8', at, end).split(' ')
    const sha = content.toString('hex', end + 1, end + 21)
    entries.push({ mode: mode.padStart(6, '0'), name: name.join(' '), sha })
    at = end + 21
  }
  return entries
}

export function writeCommit(objects: Objects, { tree, parents, author, message }: RawCommit): string {
  const clean = (text: string) => text.replace(/[<>\n]/g, '').trim()
  const seconds = Math.floor(author.at.getTime() / 1000)
  const signature = `${clean(author.name)} <${clean(author.email)}> ${seconds} +0000`
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature}`,
    `committer ${signature}`,
    '',
    message.endsWith('\n') ? message : `${message}\n`,
  ]
  return writeObject(objects, 'commit', Buffer.from(lines.join('\n')))
}

/** Undefined where there is no such commit. The message comes without its last line break. */
export function readCommit(objects: Objects, sha: string): RawCommit | undefined {
  const text = readObject(objects, 'commit', sha)?.toString('utf8')
  if (text === undefined) return undefined
  const border = text.indexOf('\n\n')
  const headers = text.slice(0, border).split('\n')
  const valuesOf = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const [, name = '', email = '', seconds = '0'] =
    /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(valuesOf('author')[0] ?? '') ?? []
  return {
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    author: { name, email, at: new Date(Number(seconds) * 1000) },
    message: text.slice(border + 2).replace(/\n$/, ''),
  }
}
