import type { UserId } from '../../domain/people.ts'
import type { ReturnTarget } from '../../domain/plan.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { deploymentSubject } from '../../store/deployments.ts'

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
}

/** Stores the request and has it planned; returns the deployment's number. */
export async function requestDeployment(
  deps: Deps,
  request: DeploymentRequest,
  invoker: Invoker,
): Promise<number> {
  return await deps.db.transaction().execute(async (trx) => {
    const now = deps.now()
    const { service, environment, requestedBy } = request
    const ref = tidy(request.ref)
    const reason = tidy(request.reason ?? '') || null
    const { id } = await trx
      .insertInto('deployments')
      .values({
        service,
        environment,
        ref,
        reason,
        state: 'planned',
        requested_by: requestedBy,
        requested_at: now,
        start_at: request.startAt ?? null,
        since: now,
        answer_to: invoker.responseUrl ?? null,
        detail: '{}',
        plan: null,
        sha: null,
        started_at: null,
        ended_at: null,
        cancel_requested_by: null,
        wake_at: now,
        purpose: request.returnsTo ? 'rollback' : 'release',
        is_break_glass: request.isBreakGlass ?? false,
        returns_to: request.returnsTo ? JSON.stringify(request.returnsTo) : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const subject = deploymentSubject(id)
    await writeAudit(trx, {
      at: now,
      actor: requestedBy,
      action: 'deployment.planned',
      subject,
      detail: { ...request, ref, reason },
      requestId: invoker.requestId,
    })
    await deps.jobs.wake(trx, 'advance-deployment', String(id))
    return id
  })
}
