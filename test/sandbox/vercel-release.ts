import { VercelCore } from '@vercel/sdk/core.js'
import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js'
import { rollingReleaseApproveRollingReleaseStage } from '@vercel/sdk/funcs/rollingReleaseApproveRollingReleaseStage.js'
import { rollingReleaseCompleteRollingRelease } from '@vercel/sdk/funcs/rollingReleaseCompleteRollingRelease.js'
import { rollingReleaseGetRollingRelease } from '@vercel/sdk/funcs/rollingReleaseGetRollingRelease.js'
import { rollingReleaseStartRollingRelease } from '@vercel/sdk/funcs/rollingReleaseStartRollingRelease.js'
import { expect } from 'vitest'
import { startProviders, vercelToken } from './providers.ts'

export const teamId = 'team_harbour'
export const of = { idOrName: 'shop-web', teamId }

type Result<T> = { ok: true; value: T } | { ok: false; error: unknown }

/** The answer, as Vercel's own client accepted it; it throws what that client refuses. */
export async function accepted<T>(result: PromiseLike<Result<T>>): Promise<T> {
  const settled = await result
  if (settled.ok) return settled.value
  throw settled.error
}

export async function refusal(result: PromiseLike<Result<unknown>>): Promise<string> {
  const settled = await result
  if (settled.ok) return 'accepted'
  const { statusCode, body } = settled.error as { statusCode: number; body: string }
  return `${statusCode} ${JSON.parse(body).error.message}`
}

/** Vercel's own client, and a production build that is ready and staged. */
export async function startRelease(stages: number[] | null = [10, 50, 100]) {
  const world = await startProviders()
  const core = new VercelCore({ bearerToken: vercelToken, serverURL: world.vercelUrl })
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${world.vercelUrl}${path}?teamId=${teamId}`, {
      method,
      headers: { authorization: `Bearer ${vercelToken}` },
      body: JSON.stringify(body),
    })
  const configure = (percentages: number[]) =>
    send('PATCH', '/v1/projects/shop-web/rolling-release/config', {
      enabled: true,
      advancementType: 'manual-approval',
      stages: percentages.map((targetPercentage) => ({ targetPercentage })),
    })
  if (stages) expect((await configure(stages)).status).toBe(200)
  const built = await send('POST', '/v13/deployments', {
    name: 'shop-web',
    target: 'production',
    gitSource: { type: 'github', org: 'harbour', repo: 'shop', ref: 'main' },
    autoAssignCustomDomains: false,
  })
  const { id: canary } = (await built.json()) as { id: string }
  world.clock.forward(3000)
  const base = world.vercel.state.projects[0]?.live ?? ''
  const requestBody = { canaryDeploymentId: canary }
  const rollout = async () => (await accepted(rollingReleaseGetRollingRelease(core, of))).rollingRelease
  const live = async () => (await accepted(projectsGetProject(core, of))).targets?.production?.id
  const begin = () => rollingReleaseStartRollingRelease(core, { ...of, requestBody })
  const approve = (nextStageIndex: number) =>
    rollingReleaseApproveRollingReleaseStage(core, { ...of, requestBody: { ...requestBody, nextStageIndex } })
  const complete = () => rollingReleaseCompleteRollingRelease(core, { ...of, requestBody })
  const site = (path = '/', headers = {}) =>
    fetch(`${world.url}/sites/shop.harbour.example${path}`, { headers })
  /** How many of a hundred new visitors are served by the new build. */
  const share = async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => site()))
    return answers.filter((answer) => answer.headers.get('x-vercel-id')?.endsWith(canary)).length
  }
  return { ...world, core, configure, canary, base, rollout, live, begin, approve, complete, site, share }
}
