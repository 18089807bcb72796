import { createFunctionHost } from '../../src/adapters/supabase/function-host.ts'
import type { FunctionSources } from '../../src/ports.ts'
import {
  filesOf,
  live,
  managementOf,
  path,
  saying,
  startSupabase,
  supabaseToken,
} from '../sandbox/supabase-world.ts'

export const project = live
export const shopper = { email: 'shopper@harbour.example', password: 'tide-table-7' }

/** The real adapter against the stand-in, over HTTP. */
export async function startHost(
  options: Parameters<typeof startSupabase>[0] = {},
  accessToken = supabaseToken,
) {
  const world = await startSupabase(options)
  const gateway = `${world.url}/projects/{ref}`
  const host = createFunctionHost(
    { accessToken, apiUrl: world.apiUrl, gateway },
    { askMs: 5000, actMs: 5000 },
  )
  const acts = () => world.records.map(({ act, detail }) => `${act} ${detail.slug}@${detail.version}`)
  const deployed = async (slug: string) => {
    const found = (await host.list(project)).find((one) => one.slug === slug)
    if (!found) throw new Error(`${slug} is not deployed.`)
    return found
  }
  return {
    ...world,
    host,
    acts,
    deployed,
    byHand: managementOf(world).deploy,
    invoke: managementOf(world).invoke,
  }
}

export function sourcesOf(slug: string, text: string, more: Partial<FunctionSources> = {}): FunctionSources {
  return {
    project,
    slug,
    verifyJwt: false,
    entrypoint: path(slug),
    importMap: null,
    staticPatterns: [],
    files: filesOf({ [path(slug)]: saying(text) }),
    ...more,
  }
}
