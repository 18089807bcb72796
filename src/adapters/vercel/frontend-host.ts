import type { FrontendHost } from '../../ports.ts'
import { abortStages } from './abort-stages.ts'
import { aliases, buildErrors, builds } from './build-list.ts'
import { build, cancelBuild } from './builds.ts'
import { createVercelClient, type VercelAccess } from './client.ts'
import { readLive } from './live.ts'
import { isPinned, unpin } from './pins.ts'
import { promote } from './promotions.ts'
import { rollback } from './rollbacks.ts'
import { enterStage, startStages } from './stages.ts'
import { readVariables } from './variables.ts'

/** Vercel behind the port `FrontendHost`; a call ends after 10 s unless said otherwise. Every method throws `UpstreamError`. */
export function createFrontendHost(access: VercelAccess, timeoutMs?: number): FrontendHost {
  const client = createVercelClient(access, timeoutMs)
  return {
    live: (input) => readLive(client, input),
    build: build(client),
    promote: promote(client),
    cancelBuild: (input, buildId) => cancelBuild(client, input, buildId),
    rollback: rollback(client),
    startStages: startStages(client),
    enterStage: enterStage(client),
    abortStages: abortStages(client),
    isPinned: (input) => isPinned(client, input),
    unpin: unpin(client),
    builds: builds(client),
    buildErrors: buildErrors(client),
    aliases: aliases(client),
    variables: (input) => readVariables(client, input),
  }
}
