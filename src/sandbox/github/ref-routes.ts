import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { body, notFound, page, refuse } from './answers.ts'
import { deleteBranch, pointBranch } from './branches.ts'
import { ancestry, commitAt } from './graph.ts'
import { refShape } from './shapes.ts'
import type { GithubWorld } from './world.ts'

const newRef = z.object({ ref: z.string(), sha: z.string() })
const movedRef = z.object({ sha: z.string(), force: z.boolean().default(false) })

/** Refs: what branches and tags point at. */
export function refRoutes(world: GithubWorld): Hono {
  return new Hono()
    .get('/git/ref/:name{.+}', (c) => {
      const found = refs(world).find(([name]) => name === `refs/${c.req.param('name')}`)
      return found ? c.json(refShape(c, ...found)) : notFound(c)
    })
    .get('/git/matching-refs/:start{.*}', (c) => {
      const matching = refs(world).filter(([name]) => name.startsWith(`refs/${c.req.param('start')}`))
      return c.json(page(c, matching).map(([name, sha]) => refShape(c, name, sha)))
    })
    .post('/git/refs', async (c) => createRef(c, world, await body(c)))
    .patch('/git/refs/:name{.+}', async (c) =>
      moveRef(c, world, branchIn(c.req.param('name')), await body(c)),
    )
    .delete('/git/refs/:name{.+}', (c) => removeRef(c, world, branchIn(c.req.param('name'))))
}

/** The branch that `heads/…` names; tags stay where they are. */
const branchIn = (ref: string) => (ref.startsWith('heads/') ? ref.slice('heads/'.length) : '')

function refs(world: GithubWorld): [string, string][] {
  const named = (kind: string, all: Record<string, string>) =>
    Object.entries(all).map(([name, sha]): [string, string] => [`refs/${kind}/${name}`, sha])
  return [...named('heads', world.state.branches), ...named('tags', world.state.tags)]
}

function createRef(c: Context, world: GithubWorld, sent: unknown): Response {
  const wanted = newRef.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid request.\n\n"ref", "sha" weren\'t supplied.')
  const { ref, sha } = wanted.data
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? []
  if (kind === undefined || !isName(name)) return refuse(c, 422, `Reference name is invalid: ${ref}`)
  if (!commitAt(world.state, sha)) return refuse(c, 422, 'Object does not exist')
  const all = kind === 'heads' ? world.state.branches : world.state.tags
  if (Object.hasOwn(all, name)) return refuse(c, 422, 'Reference already exists')
  if (kind === 'heads') pointBranch(world, name, sha)
  else all[name] = sha
  world.done('github-ref', name, { ref, sha })
  return c.json(refShape(c, ref, sha), 201)
}

/** As `git check-ref-format` has it. */
const isName = (name: string) => !/\.\.|[\s~^:?*[\\]|^[-/.]|\/\/|[/.]$|\.lock$|@\{/.test(name)

function moveRef(c: Context, world: GithubWorld, name: string, sent: unknown): Response {
  const wanted = movedRef.safeParse(sent)
  if (!wanted.success) return refuse(c, 422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  const { sha, force } = wanted.data
  if (!Object.hasOwn(world.state.branches, name)) return refuse(c, 422, 'Reference does not exist')
  const commit = commitAt(world.state, sha)
  if (!commit) return refuse(c, 422, 'Object does not exist')
  const isAhead = ancestry(world.state, commit).some((one) => one.sha === world.state.branches[name])
  if (!isAhead && !force) return refuse(c, 422, 'Update is not a fast forward')
  pointBranch(world, name, sha)
  world.done('github-ref-update', name, { sha, force })
  return c.json(refShape(c, `refs/heads/${name}`, sha))
}

function removeRef(c: Context, world: GithubWorld, name: string): Response {
  if (!Object.hasOwn(world.state.branches, name)) return refuse(c, 422, 'Reference does not exist')
  deleteBranch(world, name)
  world.done('github-ref-delete', name, {})
  return c.body(null, 204)
}
