import type { z } from 'zod'
import type { Act } from '../../domain/act.ts'
import type { Approval, Deployment, DeploymentState } from '../../domain/deployment/deployment.ts'
import { deploymentStates } from '../../domain/deployment/deployment.ts'
import type { Tick } from '../../domain/gate/checklist.ts'
import { storedDetail, storedPlan, storedTarget } from '../documents.ts'
import type { Row } from '../tables.ts'

/** Turns a row into the domain's union; throws where a column that its state promises is empty. */
export function deploymentFromRow(
  row: Row<'deployments'>,
  { approvals, acts, ticks }: { approvals: Approval[]; acts: Act[]; ticks: Tick[] },
): Deployment {
  const state = deploymentStates.find((known) => known === row.state)
  if (!state) throw new Error(`Deployment ${row.id} has the unknown state "${row.state}".`)
  return { ...commonFields(row, acts, ticks), ...stateFields[state](new Parts(row, approvals)) } as Deployment
}

function commonFields(row: Row<'deployments'>, acts: Act[], ticks: Tick[]) {
  return {
    id: row.id,
    purpose: row.purpose,
    returnsTo: row.returns_to ? storedTarget.parse(row.returns_to) : null,
    service: row.service,
    environment: row.environment,
    ref: row.ref,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    startAt: row.start_at,
    round: row.round,
    since: row.since,
    acts,
    ticks,
    isBreakGlass: row.is_break_glass,
    incident: row.incident_id,
    shortenedBy: row.shortened_by,
  }
}

class Parts {
  readonly row: Row<'deployments'>
  readonly approvals: Approval[]
  readonly detail: z.infer<typeof storedDetail>

  constructor(row: Row<'deployments'>, approvals: Approval[]) {
    this.row = row
    this.approvals = approvals
    this.detail = storedDetail.parse(row.detail)
  }

  need<T>(value: T | null | undefined, what: string): T {
    if (value !== null && value !== undefined) return value
    throw new Error(`Deployment ${this.row.id} is ${this.row.state} but has no ${what}.`)
  }

  planned = () => ({ plan: storedPlan.parse(this.need(this.row.plan, 'plan')), approvals: this.approvals })
  maybePlanned = () => ({
    plan: this.row.plan ? storedPlan.parse(this.row.plan) : null,
    approvals: this.approvals,
  })
  started = () => ({ startedAt: this.need(this.row.started_at, 'start') })
  troubled = () => ({ trouble: this.need(this.detail.trouble, 'trouble') })
  ended = () => ({ endedAt: this.need(this.row.ended_at, 'end') })
}

type FieldsOf<State extends DeploymentState> = Omit<
  Extract<Deployment, { state: State }>,
  keyof ReturnType<typeof commonFields>
>

/** The fields that exist only in one state. */
const stateFields: { [State in DeploymentState]: (parts: Parts) => FieldsOf<State> } = {
  planned: ({ detail }) => ({ state: 'planned', voided: detail.voided ?? null }),
  refused: (parts) => ({ state: 'refused', refusal: parts.need(parts.detail.refusal, 'refusal') }),
  'awaiting-approval': (parts) => ({
    ...parts.planned(),
    state: 'awaiting-approval',
    expiresAt: parts.need(parts.detail.expiresAt, 'expiry'),
    voided: parts.detail.voided ?? null,
  }),
  queued: (parts) => ({ ...parts.planned(), state: 'queued' }),
  'rolling-out': (parts) => ({
    ...parts.planned(),
    ...parts.started(),
    state: 'rolling-out',
    cancelRequestedBy: parts.row.cancel_requested_by,
    wentOn: parts.detail.wentOn ?? null,
  }),
  watching: (parts) => ({
    ...parts.planned(),
    ...parts.started(),
    state: 'watching',
    acceptedBy: parts.detail.by ?? null,
  }),
  paused: (parts) => ({ ...parts.planned(), ...parts.started(), ...parts.troubled(), state: 'paused' }),
  'rolling-back': (parts) => ({
    ...parts.planned(),
    ...parts.started(),
    ...parts.troubled(),
    state: 'rolling-back',
    by: parts.need(parts.detail.by, 'initiator'),
  }),
  'rolled-back': (parts) => ({
    ...parts.planned(),
    ...parts.started(),
    ...parts.troubled(),
    ...parts.ended(),
    state: 'rolled-back',
    by: parts.need(parts.detail.by, 'initiator'),
  }),
  verified: (parts) => ({ ...parts.planned(), ...parts.started(), ...parts.ended(), state: 'verified' }),
  failed: (parts) => ({
    ...parts.maybePlanned(),
    ...parts.ended(),
    state: 'failed',
    startedAt: parts.row.started_at,
    failure: parts.need(parts.detail.failure, 'failure'),
  }),
  cancelled: (parts) => ({
    ...parts.maybePlanned(),
    ...parts.ended(),
    state: 'cancelled',
    by: parts.need(parts.detail.by, 'canceller'),
    effect: parts.need(parts.detail.effect, 'effect'),
  }),
  rejected: (parts) => ({
    ...parts.planned(),
    ...parts.ended(),
    state: 'rejected',
    by: parts.need(parts.detail.by, 'rejecter'),
    because: parts.need(parts.detail.because, 'reason'),
  }),
  expired: (parts) => ({ ...parts.planned(), ...parts.ended(), state: 'expired' }),
}
