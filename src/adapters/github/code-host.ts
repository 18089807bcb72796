import type { CodeHost } from '../../ports.ts'
import { readChecks } from './checks.ts'
import { createGithubClient, type GithubAccess, type GithubOptions } from './client.ts'
import { recordDeployment, recordStatus } from './deployments.ts'
import { createReads } from './reads.ts'
import { cancelRun, runWorkflow } from './workflow-runs.ts'

/** GitHub behind the port `CodeHost`, with a token or as a GitHub App; a call ends after 10 s unless said otherwise. Every method throws `UpstreamError`. */
export function createCodeHost(access: GithubAccess, options?: GithubOptions): CodeHost {
  const client = createGithubClient(access, options)
  return {
    ...createReads(client),
    checks: (repository, sha) => readChecks(client, repository, sha),
    recordDeployment: recordDeployment(client),
    recordStatus: recordStatus(client),
    runWorkflow: runWorkflow(client),
    cancelRun: (repository, runId) => cancelRun(client, repository, runId),
  }
}
