import { createFrontendHost } from '../../src/adapters/vercel/frontend-host.ts'
import { startProviders, vercelToken } from '../sandbox/providers.ts'

export const production = { project: 'prj_shop_web', team: 'team_harbour', target: 'production' as const }
export const preview = { ...production, target: 'preview' as const }

/** The real adapter against the stand-in, over HTTP. */
export async function startFrontend(token = vercelToken) {
  const world = await startProviders()
  const host = createFrontendHost({ token, apiUrl: world.vercelUrl })
  const sha = world.github.state.branches.main ?? ''
  const source = { repository: 'harbour/shop', ref: 'main', sha }
  const acts = () => world.vercel.records.map((record) => record.act)
  /** A finished build of main, and its id. */
  const built = async (of: typeof production | typeof preview = production) => {
    const begun = await host.build.perform('built-before', { ...of, ...source })
    world.clock.forward(3000)
    await host.live(of)
    return begun.remote ?? ''
  }
  return { ...world, host, sha, acts, built, wanted: { ...production, ...source } }
}
