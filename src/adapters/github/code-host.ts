import type { CodeHost } from '../../ports.ts'
import { readChecks } from './checks.ts'
import { createGithubClient, type GithubAccess, type GithubOptions } from './client.ts'
import { recordDeployment, recordStatus } from './deployments.ts'
import { examineRepository } from './examine.ts'
import { listFiles, readFile } from './files.ts'
import { issues } from './issues.ts'
import { jobsOf } from './jobs.ts'
import { proposeFile } from './proposals.ts'
import { readPull } from './pulls.ts'
import { createReads } from './reads.ts'
import { revert } from './revert.ts'
import { readReview } from './reviews.ts'
import { setStatus } from './statuses.ts'
import { cancelRun, runWorkflow } from './workflow-runs.ts'

/** GitHub behind the port `CodeHost`, with a token or as a GitHub App; a call ends after 10 s unless said otherwise. Every method throws `UpstreamError`. */
export function createCodeHost(access: GithubAccess, options?: GithubOptions): CodeHost {
  const client = createGithubClient(access, options)
  return {
    ...createReads(client),
    checks: (repository, sha) => readChecks(client, repository, sha),
    review: (repository, sha) => readReview(client, repository, sha),
    recordDeployment: recordDeployment(client),
    recordStatus: recordStatus(client),
    runWorkflow: runWorkflow(client),
    jobs: (repository, runId) => jobsOf(client, repository, runId),
    readFile: (repository, sha, path) => readFile(client, repository, sha, path),
    listFiles: (repository, sha, folder) => listFiles(client, repository, sha, folder),
    revert: revert(client),
    ...issues(client),
    proposeFile: proposeFile(client),
    pull: (repository, number) => readPull(client, repository, number),
    setStatus: setStatus(client),
    examine: (repository) => examineRepository(client, repository),
    cancelRun: (repository, runId) => cancelRun(client, repository, runId),
  }
}
