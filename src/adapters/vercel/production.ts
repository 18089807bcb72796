import type { Sighting } from '../../domain/act.ts'
import { UpstreamError } from '../../domain/errors.ts'
import type { FrontendPromotion } from '../../ports.ts'
import type { ProjectAnswer } from './answers.ts'
import type { VercelClient } from './client.ts'
import { readProject } from './reads.ts'

export type Seen = Sighting<{ buildId: string }>
export type Acted<Outcome = { buildId: string }> = Exclude<Sighting<Outcome>, { seen: 'absent' }>

/** Whether production's domains are at a build or on their way to it. The build's id is all there is to find it by. */
export async function observeProduction(
  client: VercelClient,
  input: FrontendPromotion,
  remote: string | null,
): Promise<Seen> {
  const project = await readProject(client, input)
  if (isMovingTo(project, input.buildId))
    return { seen: 'pending', remote: input.buildId, progress: 'moving the domains' }
  if (isLive(project, input.buildId)) return done(input.buildId)
  // Without a remote id, what has ended may be an earlier request for the same build.
  if (remote === null) return { seen: 'absent' }
  const request = project.lastAliasRequest
  const isOurs = request?.toDeploymentId === input.buildId
  if (isOurs && request.jobStatus === 'succeeded') return done(input.buildId)
  const why = isOurs
    ? `Vercel’s job for it ended as “${request.jobStatus}”`
    : 'somebody promoted another build meanwhile'
  return { seen: 'failed', remote, reason: `The domains of ${input.project} did not move: ${why}.` }
}

export const done = (buildId: string): Acted => ({ seen: 'done', remote: buildId, outcome: { buildId } })

export function isMovingTo(project: ProjectAnswer, buildId: string): boolean {
  return isMoving(project) && project.lastAliasRequest?.toDeploymentId === buildId
}

/** True where production is at the build and not on its way elsewhere. */
export function isLive(project: ProjectAnswer, buildId: string): boolean {
  return !isMoving(project) && project.targets?.production?.id === buildId
}

const ended = new Set(['succeeded', 'failed', 'skipped'])

function isMoving({ lastAliasRequest }: ProjectAnswer): boolean {
  return lastAliasRequest ? !ended.has(lastAliasRequest.jobStatus) : false
}

/**
 * Sends an act that Vercel answers with 409 where it is done already, or where another change is under way. The second
 * is worth another try later.
 */
export async function orConflict<Outcome>(
  send: () => Promise<Acted<Outcome>>,
  observe: () => Promise<Sighting<Outcome>>,
): Promise<Acted<Outcome>> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof UpstreamError && error.code === '409')) throw error
    const seen = await observe()
    if (seen.seen !== 'absent') return seen
    const { message, service, code, cause } = error
    throw new UpstreamError(message, { service, code, cause, isRetryable: true })
  }
}
