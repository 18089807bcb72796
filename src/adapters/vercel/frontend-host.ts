import type { FrontendHost } from '../../ports.ts'
import { build, cancelBuild } from './builds.ts'
import { createVercelClient, type VercelAccess } from './client.ts'
import { readLive } from './live.ts'
import { promote } from './promotions.ts'

/** Vercel behind the port `FrontendHost`. Every method throws `UpstreamError`. */
export function createFrontendHost(access: VercelAccess): FrontendHost {
  const client = createVercelClient(access)
  return {
    live: (input) => readLive(client, input),
    build: build(client),
    promote: promote(client),
    cancelBuild: (input, buildId) => cancelBuild(client, input, buildId),
  }
}
