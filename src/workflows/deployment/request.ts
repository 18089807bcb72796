import type { ReturnTarget } from '../../domain/deployment/plan.ts'
import type { UserId } from '../../domain/people.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployment/deployments.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'

export type DeploymentRequest = {
  service: string
  environment: string
  ref: string
  reason: string | null
  /** Null starts as soon as it may. */
  startAt?: Date | null
  requestedBy: UserId
  /** Makes it a rollback. */
  returnsTo?: ReturnTarget | undefined
  isBreakGlass?: boolean | undefined
  /** The incident from whose card it was asked for; its commander where their word alone is enough. */
  incident?: { id: number; shortenedBy: UserId | null } | undefined
}

/** Stores the request and has it planned; returns the deployment's number. */
export async function requestDeployment(
  deps: Deps,
  request: DeploymentRequest,
  invoker: Invoker,
): Promise<number> {
  return await deps.db.transaction().execute(async (trx) => {
    const now = deps.now()
    const asked = { ...request, ref: tidy(request.ref), reason: tidy(request.reason ?? '') || null }
    const id = await insertRequest(trx, asked, { at: now, answerTo: invoker.responseUrl ?? null })
    const subject = deploymentSubject(id)
    await writeAudit(trx, {
      at: now,
      actor: request.requestedBy,
      action: 'deployment.planned',
      subject,
      detail: asked,
      requestId: invoker.requestId,
    })
    if (request.incident) await tellIncident(deps, trx, { ...request, id }, invoker)
    await deps.jobs.wake(trx, 'advance-deployment', String(id))
    return id
  })
}

async function insertRequest(
  trx: Trx,
  request: DeploymentRequest,
  { at, answerTo }: { at: Date; answerTo: string | null },
): Promise<number> {
  const { service, environment, ref, reason, returnsTo, incident } = request
  const nothingYet = { plan: null, sha: null, started_at: null, ended_at: null, cancel_requested_by: null }
  const { id } = await trx
    .insertInto('deployments')
    .values({
      ...{ service, environment, ref, reason, state: 'planned', detail: '{}', ...nothingYet },
      ...{ requested_by: request.requestedBy, requested_at: at, since: at, wake_at: at },
      start_at: request.startAt ?? null,
      answer_to: answerTo,
      purpose: returnsTo ? 'rollback' : 'release',
      is_break_glass: request.isBreakGlass ?? false,
      incident_id: incident?.id ?? null,
      shortened_by: incident?.shortenedBy ?? null,
      returns_to: returnsTo ? JSON.stringify(returnsTo) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function tellIncident(
  deps: Deps,
  trx: Trx,
  { id, service, environment, incident }: DeploymentRequest & { id: number },
  invoker: Invoker,
): Promise<void> {
  if (!incident) return
  const alone = incident.shortenedBy === null ? '' : ', for which the commander’s word is enough'
  const did = `asked for rollback ${id} of ${service} on ${environment}${alone}`
  const event = { kind: 'happened', topic: 'suspect', did } as const
  await recordChange(deps, trx, incident.id, { by: invoker, action: 'incident.roll-back', event })
}
