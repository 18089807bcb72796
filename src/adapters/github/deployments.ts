import { z } from 'zod'
import type { CodeHost, DeploymentRecord, DeploymentStatusRecord } from '../../ports.ts'
import { deploymentAnswer, deploymentStatusAnswer } from './answers.ts'
import { type GithubClient, once } from './client.ts'

const longestDescription = 140

/** A GitHub Deployment; its payload holds the key by which it is found again. */
export function recordDeployment(client: GithubClient): CodeHost['recordDeployment'] {
  return {
    perform: async (key, input) => {
      const { octokit, repo } = await client.on(input.repository)
      const { id } = await client.act(
        `record the deployment in ${input.repository}`,
        deploymentAnswer,
        (signal) =>
          octokit.rest.repos.createDeployment({
            ...repo,
            ref: input.sha,
            environment: input.environment,
            description: cut(input.description),
            // GitHub would otherwise merge the default branch in, and refuse while any status is not green.
            auto_merge: false,
            required_contexts: [],
            payload: { key, service: input.service },
            ...once(signal),
          }),
      )
      return recorded(id)
    },
    observe: async (key, input, remote) => {
      if (remote !== null) return recorded(Number(remote))
      const found = await findDeployment(client, key, input)
      return found === undefined ? { seen: 'absent' } : recorded(found)
    },
  }
}

const recorded = (id: number) => ({ seen: 'done' as const, remote: String(id), outcome: { id } })

async function findDeployment(client: GithubClient, key: string, input: DeploymentRecord) {
  const { octokit, repo } = await client.on(input.repository)
  const { sha, environment } = input
  const data = await client.ask(
    `list the deployments of ${input.repository}`,
    deploymentAnswer.array(),
    (signal) =>
      octokit.rest.repos.listDeployments({ ...repo, sha, environment, per_page: 100, request: { signal } }),
  )
  return data.find((one) => keyIn(one.payload) === key)?.id
}

/** GitHub gives a payload back as an object or, where it was stored as text, as that text. */
function keyIn(payload: unknown): string | undefined {
  return z.object({ key: z.string() }).safeParse(typeof payload === 'string' ? readJson(payload) : payload)
    .data?.key
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A state of a GitHub Deployment. It has no room for a key: the same state with the same words is the same record. */
export function recordStatus(client: GithubClient): CodeHost['recordStatus'] {
  return {
    perform: async (_key, input) => {
      const { octokit, repo } = await client.on(input.repository)
      const what = `record the state ${input.state} in ${input.repository}`
      const { id } = await client.act(what, deploymentStatusAnswer, (signal) =>
        octokit.rest.repos.createDeploymentStatus({
          ...repo,
          deployment_id: input.deploymentId,
          state: input.state,
          description: cut(input.description),
          ...(input.logUrl === undefined ? {} : { log_url: input.logUrl }),
          ...(input.environmentUrl === undefined ? {} : { environment_url: input.environmentUrl }),
          ...once(signal),
        }),
      )
      return recorded(id)
    },
    observe: async (_key, input, remote) => {
      if (remote !== null) return recorded(Number(remote))
      const found = await findStatus(client, input)
      return found === undefined ? { seen: 'absent' } : recorded(found)
    },
  }
}

async function findStatus(client: GithubClient, input: DeploymentStatusRecord) {
  const { octokit, repo } = await client.on(input.repository)
  const what = `list the states of a deployment in ${input.repository}`
  const data = await client.ask(what, deploymentStatusAnswer.array(), (signal) =>
    octokit.rest.repos.listDeploymentStatuses({
      ...repo,
      deployment_id: input.deploymentId,
      per_page: 100,
      request: { signal },
    }),
  )
  const wanted = cut(input.description)
  return data.find((status) => status.state === input.state && (status.description ?? '') === wanted)?.id
}

function cut(text: string): string {
  return text.length > longestDescription ? `${text.slice(0, longestDescription - 1)}…` : text
}
