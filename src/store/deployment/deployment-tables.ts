import type { Generated } from 'kysely'
import type { Json, NullableJson } from '../json-columns.ts'

/** Deployments, what they wait for, and what goes on beside them. */
export type DeploymentTables = {
  deployments: {
    id: Generated<number>
    service: string
    environment: string
    state: string
    ref: string
    sha: string | null
    reason: string | null
    requested_by: string
    requested_at: Date
    start_at: Date | null
    round: Generated<number>
    plan: NullableJson
    detail: Json
    since: Date
    started_at: Date | null
    ended_at: Date | null
    cancel_requested_by: string | null
    answer_to: string | null
    wake_at: Date | null
    purpose: Generated<'release' | 'rollback'>
    returns_to: NullableJson
    is_break_glass: Generated<boolean>
    incident_id: number | null
    shortened_by: string | null
  }
  deploy_locks: {
    id: Generated<number>
    environment: string
    service: string | null
    holder: string
    reason: string
    since: Date
    until: Date | null
    is_latch: Generated<boolean>
    released_at: Date | null
    released_by: string | null
    incident_id: number | null
  }
  operations: {
    id: Generated<number>
    thing: string
    environment: string
    service: string | null
    task: Json
    reason: string | null
    requested_by: string
    requested_at: Date
    deployment_id: number | null
    state: 'running' | 'done' | 'failed'
    detail: Json
    ended_at: Date | null
    wake_at: Date | null
    answer_to: string | null
  }
  function_bodies: {
    project: string
    slug: string
    hash: string
    was: Json
    content_type: string
    bytes: Buffer
    taken_at: Date
  }
  function_versions: { project: string; slug: string; version: number; hash: string; seen_at: Date }
  watch_samples: {
    deployment_id: number
    act: string
    at: Date
    what: string
    is_error: boolean
    latency_ms: number | null
  }
  checklist_ticks: { deployment_id: number; item: string; user_id: string; at: Date }
  approvals: { deployment_id: number; round: number; user_id: string; plan_hash: string; at: Date }
}
