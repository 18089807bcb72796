import type { FrontendHost } from '../../ports.ts'
import { build, cancelBuild } from './builds.ts'
import { createVercelClient, type VercelAccess } from './client.ts'
import { readLive } from './live.ts'
import { promote } from './promotions.ts'

/** Vercel behind the port `FrontendHost`; a call ends after 10 s unless said otherwise. Every method throws `UpstreamError`. */
export function createFrontendHost(access: VercelAccess, timeoutMs?: number): FrontendHost {
  const client = createVercelClient(access, timeoutMs)
  return {
    live: (input) => readLive(client, input),
    build: build(client),
    promote: promote(client),
    cancelBuild: (input, buildId) => cancelBuild(client, input, buildId),
  }
}
