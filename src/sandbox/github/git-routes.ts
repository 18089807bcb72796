import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, notFound, refuse } from './answers.ts'
import { inLines } from './content-routes.ts'
import { type File, filesAt, writeFiles } from './files.ts'
import { commitAt, resolve } from './graph.ts'
import { objectAt, readObject, readTree, treeMode, writeBlob, writeCommit } from './objects.ts'
import { people } from './people.ts'
import { commitShape } from './shapes.ts'
import { type GithubWorld, repositoryUrl } from './world.ts'

const newBlob = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') })

const newTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string().min(1),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
})

const person = z.object({ name: z.string(), email: z.string(), date: z.coerce.date().optional() })
const newCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: person.optional(),
})

/** Git's own objects: blobs, trees and commits, read and written. */
export function gitRoutes(world: GithubWorld): Hono {
  return new Hono()
    .get('/git/blobs/:sha', (c) => showBlob(c, world, c.req.param('sha')))
    .post('/git/blobs', async (c) => createBlob(c, world, await body(c)))
    .get('/git/trees/:sha{.+}', (c) => showTree(c, world, c.req.param('sha')))
    .post('/git/trees', async (c) => createTree(c, world, await body(c)))
    .get('/git/commits/:sha', (c) => {
      const commit = commitAt(world.state, c.req.param('sha'))
      return commit ? c.json(gitCommitShape(c, world, commit.sha)) : notFound(c)
    })
    .post('/git/commits', async (c) => createCommit(c, world, await body(c)))
}

function showBlob(c: Context, world: GithubWorld, sha: string): Response {
  const bytes = readObject(world.state.objects, 'blob', sha)
  if (!bytes) return notFound(c)
  const url = `${repositoryUrl(c)}/git/blobs/${sha}`
  const { length: size } = bytes
  return c.json({ sha, node_id: `B_${sha}`, size, url, content: inLines(bytes), encoding: 'base64' })
}

function createBlob(c: Context, world: GithubWorld, sent: unknown): Response {
  const wanted = newBlob.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid request.\n\n"content" wasn\'t supplied.')
  const { content, encoding } = wanted.data
  const sha = writeBlob(world.state.objects, Buffer.from(content, encoding))
  world.done('git-blob', undefined, { sha })
  return c.json({ sha, url: `${repositoryUrl(c)}/git/blobs/${sha}` }, 201)
}

/** A tree by its own sha, or that of a commit, branch or tag. */
function showTree(c: Context, world: GithubWorld, name: string): Response {
  const { objects } = world.state
  const sha = resolve(world.state, name)?.tree ?? name
  if (!readTree(objects, sha)) return notFound(c)
  const isRecursive = c.req.query('recursive') !== undefined
  return c.json(treeShape(c, world, sha, [...entriesOf(c, world, sha, '', isRecursive)]))
}

function treeShape(c: Context, _world: GithubWorld, sha: string, tree: object[]) {
  return { sha, url: `${repositoryUrl(c)}/git/trees/${sha}`, tree, truncated: false }
}

function* entriesOf(
  c: Context,
  world: GithubWorld,
  sha: string,
  folder: string,
  isRecursive: boolean,
): Generator<object> {
  const { objects } = world.state
  for (const entry of readTree(objects, sha) ?? []) {
    const path = `${folder}${entry.name}`
    const isTree = entry.mode === treeMode
    const type = isTree ? 'tree' : 'blob'
    const url = `${repositoryUrl(c)}/git/${type}s/${entry.sha}`
    const size = isTree ? {} : { size: readObject(objects, 'blob', entry.sha)?.length ?? 0 }
    yield { path, mode: entry.mode, type, sha: entry.sha, ...size, url }
    if (isTree && isRecursive) yield* entriesOf(c, world, entry.sha, `${path}/`, true)
  }
}

function createTree(c: Context, world: GithubWorld, sent: unknown): Response {
  const { objects } = world.state
  const wanted = newTree.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid tree info')
  const { base_tree: baseTree } = wanted.data
  if (baseTree !== undefined && !readTree(objects, baseTree)) return refuse(c, 404, 'Not Found')
  const files = new Map(baseTree === undefined ? [] : filesAt(objects, baseTree))
  for (const { path, mode, content, sha } of wanted.data.tree) {
    const given = content === undefined ? sha : writeBlob(objects, content)
    if (given !== null && (given === undefined || !objectAt(objects, given)))
      return refuse(c, 422, `tree.sha ${given} is not a valid ${mode === treeMode ? 'tree' : 'blob'}`)
    if (given === null && !isThere(files, path)) return refuse(c, 422, 'GitRPC::BadObjectState')
    put(world, files, path, given === null ? null : { mode, sha: given })
  }
  const sha = writeFiles(objects, files)
  world.done('git-tree', undefined, { sha })
  return c.json(treeShape(c, world, sha, [...entriesOf(c, world, sha, '', false)]), 201)
}

const isThere = (files: Map<string, File>, path: string) =>
  files.has(path) || [...files.keys()].some((name) => name.startsWith(`${path}/`))

/** Puts a file or a whole tree in the place of whatever was at the path; null leaves nothing there. */
function put(world: GithubWorld, files: Map<string, File>, path: string, entry: File | null): void {
  for (const name of [...files.keys()]) if (name === path || name.startsWith(`${path}/`)) files.delete(name)
  if (entry?.mode === treeMode) {
    for (const [name, file] of filesAt(world.state.objects, entry.sha)) files.set(`${path}/${name}`, file)
  } else if (entry) files.set(path, entry)
}

function createCommit(c: Context, world: GithubWorld, sent: unknown): Response {
  const { objects } = world.state
  const wanted = newCommit.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid request.\n\n"message", "tree" weren\'t supplied.')
  const { message, tree, parents, author = people.tomas } = wanted.data
  if (!readTree(objects, tree)) return refuse(c, 422, 'Tree SHA does not exist')
  if (!parents.every((sha) => commitAt(world.state, sha)))
    return refuse(c, 422, 'Parent SHA does not exist or is not a commit object')
  const at = ('date' in author && author.date) || world.now()
  const sha = writeCommit(objects, { tree, parents, message, author: { ...author, at } })
  world.done('git-commit', undefined, { sha })
  return c.json(gitCommitShape(c, world, sha), 201)
}

function gitCommitShape(c: Context, world: GithubWorld, sha: string) {
  const commit = commitAt(world.state, sha)
  if (!commit) throw new Error(`The sandbox repository has no commit ${sha}.`)
  const { commit: inner, parents, html_url, node_id } = commitShape(c, commit)
  const { message, author, committer, tree, verification } = inner
  const url = `${repositoryUrl(c)}/git/commits/${sha}`
  return { sha, node_id, url, html_url, message, author, committer, tree, parents, verification }
}
