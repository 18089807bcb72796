import { aliasesAssignAlias } from '@vercel/sdk/funcs/aliasesAssignAlias.js'
import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js'
import { z } from 'zod'
import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { FrontendHost, FrontendPromotion } from '../../ports.ts'
import { scopeOf, type VercelClient } from './client.ts'
import { previewDomains, readProject, shownBy } from './reads.ts'

type Seen = Sighting<{ buildId: string }>
type Acted = Exclude<Seen, { seen: 'absent' }>

/** Points a target's domains at a build that exists, without building again. The build's id is all there is to find it by. */
export function promote(client: VercelClient): FrontendHost['promote'] {
  return {
    perform: (_key, input) =>
      input.target === 'production' ? promoteToProduction(client, input) : pointPreview(client, input),
    observe: (_key, input, remote) =>
      input.target === 'production'
        ? observeProduction(client, input, remote)
        : observePreview(client, input),
  }
}

const done = ({ buildId }: FrontendPromotion): Acted => ({
  seen: 'done',
  remote: buildId,
  outcome: { buildId },
})

async function promoteToProduction(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  const { project, buildId, team } = input
  try {
    await client.act(`promote ${buildId} in ${project}`, z.unknown(), (signal) =>
      projectsRequestPromote(
        client.core,
        { projectId: project, deploymentId: buildId, ...scopeOf(team) },
        { signal },
      ),
    )
  } catch (error) {
    if (!(error instanceof UpstreamError && error.code === '409')) throw error
    return afterConflict(client, input, error)
  }
  return { seen: 'pending', remote: buildId, progress: 'moving the domains' }
}

/** 409 means: it is current already, or another change of the domains is under way. */
async function afterConflict(
  client: VercelClient,
  input: FrontendPromotion,
  conflict: UpstreamError,
): Promise<Acted> {
  const seen = await observeProduction(client, input, null)
  if (seen.seen !== 'absent') return seen
  const { message, service, code, cause } = conflict
  throw new UpstreamError(message, { service, code, cause, isRetryable: true })
}

async function observeProduction(
  client: VercelClient,
  input: FrontendPromotion,
  remote: string | null,
): Promise<Seen> {
  const project = await readProject(client, input)
  const request = project.lastAliasRequest
  const isOurs = request?.toDeploymentId === input.buildId
  const isMoving = request ? !ended.has(request.jobStatus) : false
  if (isMoving && isOurs) return { seen: 'pending', remote: input.buildId, progress: 'moving the domains' }
  if (!isMoving && project.targets?.production?.id === input.buildId) return done(input)
  // Without a remote id, what has ended may be an earlier promotion of the same build.
  if (remote === null) return { seen: 'absent' }
  if (isOurs && request.jobStatus === 'succeeded') return done(input)
  const why = isOurs
    ? `the promotion ended as “${request.jobStatus}”`
    : 'somebody promoted another build meanwhile'
  return { seen: 'failed', remote, reason: `The domains of ${input.project} did not move: ${why}.` }
}

const ended = new Set(['succeeded', 'failed', 'skipped'])

/** A preview's domain is one that belongs to a branch; a project without one has nothing to point. */
async function pointPreview(client: VercelClient, input: FrontendPromotion): Promise<Acted> {
  const [domain, ...others] = await previewDomains(client, input)
  if (!domain) return done(input)
  if (others.length > 0) {
    const names = [domain, ...others].map((one) => one.name).join(', ')
    const reason = `${input.project} has several preview domains (${names}), so it isn't clear which one to move. Leave one of them on a branch in Vercel.`
    return { seen: 'failed', reason }
  }
  const { buildId, team } = input
  await client.act(`point ${domain.name} at ${buildId}`, z.unknown(), (signal) =>
    aliasesAssignAlias(
      client.core,
      { id: buildId, requestBody: { alias: domain.name }, ...scopeOf(team) },
      { signal },
    ),
  )
  return done(input)
}

async function observePreview(client: VercelClient, input: FrontendPromotion): Promise<Seen> {
  const [domain] = await previewDomains(client, input)
  if (!domain) return done(input)
  const shown = await shownBy(client, input, domain.name)
  return shown?.buildId === input.buildId ? done(input) : { seen: 'absent' }
}
