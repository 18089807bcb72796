import { type Context, Hono } from 'hono'
import { notFound, refuse } from './answers.ts'
import type { File, Files } from './files.ts'
import { filesOf, resolve } from './graph.ts'
import { readObject } from './objects.ts'
import type { Commit } from './state.ts'
import { type GithubWorld, pageUrl, repositoryUrl } from './world.ts'

/** Above this the content is left out of the JSON answer, https://docs.github.com/rest/repos/contents. */
const mostInlineBytes = 1_000_000

/** Files and folders at a ref. */
export function contentRoutes(world: GithubWorld): Hono {
  const show = (c: Context) => showContents(c, world, (c.req.param('path') ?? '').replace(/\/$/, ''))
  return new Hono().get('/contents', show).get('/contents/:path{.*}', show)
}

function showContents(c: Context, world: GithubWorld, path: string): Response {
  const ref = c.req.query('ref') ?? 'main'
  const commit = resolve(world.state, ref)
  if (!commit) return refuse(c, 404, `No commit found for the ref ${ref}`)
  const files = filesOf(world.state, commit)
  const file = files.get(path)
  if (file) return showFile(c, world, commit, path, file)
  const inside = childrenOf(files, path)
  if (inside.size === 0) return notFound(c)
  return c.json([...inside].map(([name, child]) => entryShape(c, world, commit, name, child)))
}

function showFile(c: Context, world: GithubWorld, commit: Commit, path: string, file: File): Response {
  const bytes = readObject(world.state.objects, 'blob', file.sha) ?? Buffer.alloc(0)
  if (/application\/vnd\.github(\.v3)?\.raw/.test(c.req.header('accept') ?? '')) {
    const type = 'application/vnd.github.raw+json; charset=utf-8'
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type })
  }
  const isInline = bytes.length <= mostInlineBytes
  return c.json({
    ...entryShape(c, world, commit, path, file),
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? inLines(bytes) : '',
  })
}

/** GitHub breaks base64 after 60 letters. */
export function inLines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{60}/g, '$&\n')
}

/** What lies directly in a folder: files, and null for folders. */
function childrenOf(files: Files, folder: string): Map<string, File | null> {
  const start = folder === '' ? '' : `${folder}/`
  const children = new Map<string, File | null>()
  for (const [path, file] of files) {
    if (!path.startsWith(start)) continue
    const border = path.indexOf('/', start.length)
    children.set(border === -1 ? path : path.slice(0, border), border === -1 ? file : null)
  }
  return children
}

function entryShape(c: Context, world: GithubWorld, commit: Commit, path: string, file: File | null) {
  const url = `${repositoryUrl(c)}/contents/${encodeURI(path)}?ref=${commit.sha}`
  const html = pageUrl(c, `${file ? 'blob' : 'tree'}/${commit.sha}/${path}`)
  const git = file ? `${repositoryUrl(c)}/git/blobs/${file.sha}` : null
  return {
    type: file ? 'file' : 'dir',
    name: path.split('/').at(-1) ?? path,
    path,
    sha: file?.sha ?? commit.tree,
    size: file ? (readObject(world.state.objects, 'blob', file.sha)?.length ?? 0) : 0,
    url,
    git_url: git,
    html_url: html,
    download_url: file ? pageUrl(c, `raw/${commit.sha}/${path}`) : null,
    _links: { self: url, git, html },
  }
}
