import { VercelCore } from '@vercel/sdk/core.js'
import { deploymentsCreateDeployment } from '@vercel/sdk/funcs/deploymentsCreateDeployment.js'
import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js'
import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js'
import { expect } from 'vitest'
import { startProviders, vercelToken } from './providers.ts'

export const teamId = 'team_harbour'

type Result<T> = { ok: true; value: T } | { ok: false; error: unknown }

/** The answer, as Vercel's own client accepted it; it throws what that client refuses. */
export async function accepted<T>(result: PromiseLike<Result<T>>): Promise<T> {
  const settled = await result
  if (settled.ok) return settled.value
  throw settled.error
}

/** A build in full: Vercel's client falls back to a reduced one where a field of the answer is missing or strange. */
export async function whole<T>(result: PromiseLike<Result<T>>) {
  const build = await accepted(result)
  expect(build).toHaveProperty('url')
  return build as Extract<T, { url: string }>
}

export async function refusal(result: PromiseLike<Result<unknown>>): Promise<string> {
  const settled = await result
  if (settled.ok) return 'accepted'
  const { statusCode, body } = settled.error as { statusCode: number; body: string }
  return `${statusCode} ${JSON.parse(body).error.code}: ${JSON.parse(body).error.message}`
}

export async function start(options: Parameters<typeof startProviders>[0] = {}) {
  const world = await startProviders(options)
  const core = new VercelCore({ bearerToken: vercelToken, serverURL: world.vercelUrl })
  const sha = world.github.state.branches.main ?? ''
  const build = (target = 'production') =>
    whole(
      deploymentsCreateDeployment(core, {
        teamId,
        requestBody: {
          name: 'shop-web',
          project: 'prj_shop_web',
          ...(target === 'production' ? { target } : {}),
          gitSource: { type: 'github', org: 'harbour', repo: 'shop', ref: 'main', sha },
          meta: { deploymentKey: 'd-1' },
        },
      }),
    )
  const state = async (id: string) =>
    (await accepted(deploymentsGetDeployment(core, { idOrUrl: id, teamId }))).readyState
  const project = () => accepted(projectsGetProject(core, { idOrName: 'shop-web', teamId }))
  const ready = async (target?: string) => {
    const { id } = await build(target)
    world.clock.forward(3000)
    expect(await state(id)).toBe('READY')
    return id
  }
  return { ...world, core, sha, build, ready, state, project }
}
