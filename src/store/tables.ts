import type { Generated, Insertable, JSONColumnType, Kysely, Selectable, Transaction } from 'kysely'

import type { IncidentState } from '../domain/incident/incident.ts'
import type { DrillTables } from './drill/drill-tables.ts'
import type { ResponseTables } from './incident/response-tables.ts'
import type { PagingTables } from './paging/paging-tables.ts'
import type { AftermathTables } from './postmortem/postmortem-tables.ts'
import type { TimelineTables } from './timeline/timeline-tables.ts'

type Json = JSONColumnType<object, string, string>
type JsonWithDefault = JSONColumnType<object, string | undefined, string>
type NullableJson = JSONColumnType<object | null, string | null, string | null>

export type Tables = ResponseTables &
  DrillTables &
  AftermathTables &
  TimelineTables &
  PagingTables & {
    installation: { id: string }
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
    acts: {
      id: Generated<number>
      subject: string
      round: number
      name: string
      key: string
      state: 'intended' | 'done' | 'failed'
      input: Json
      intended_at: Date
      deadline_at: Date
      attempts: Generated<number>
      retry_at: Date | null
      remote: string | null
      progress: string | null
      link: string | null
      outcome: NullableJson
      reason: string | null
      finished_at: Date | null
      parts: NullableJson
    }
    audit: {
      id: Generated<number>
      at: Date
      actor: string
      action: string
      subject: string
      detail: Json
      request_id: string | null
    }
    incidents: {
      id: Generated<number>
      title: string
      severity: string
      state: IncidentState
      declared_by: string
      declared_at: Date
      commander: string
      channel: string | null
      source_link: string | null
      is_announced: Generated<boolean>
      mitigated_at: Date | null
      resolved_at: Date | null
      resolved_by: string | null
      summary: string | null
      wake_at: Date | null
      affects: JsonWithDefault
      is_private: Generated<boolean>
      is_drill: Generated<boolean>
      impact_at: Date | null
      detected_at: Date | null
      acknowledged_at: Date | null
      closed_at: Date | null
      dropped_at: Date | null
      dropped_by: string | null
      dropped_because: string | null
      merged_into: number | null
      pause: NullableJson
      relaxed_every: number | null
      lock_lifted_at: Date | null
    }
    incident_roles: { incident_id: number; role: string; user_id: string; since: Date }
    incident_members: { incident_id: number; user_id: string; since: Date; is_asked: boolean }
    held_declarations: {
      id: Generated<number>
      content: Json
      like_incident: number
      held_by: string
      held_at: Date
    }
    timeline: {
      id: Generated<number>
      incident_id: number
      seq: number
      at: Date
      actor: string
      event: Json
      permalink: string | null
      source: string | null
      previous_hash: string
      hash: string
    }
    status_updates: {
      id: Generated<number>
      incident_id: number
      at: Date
      author: string | null
      content: Json
    }
    update_promises: {
      id: Generated<number>
      incident_id: number
      due_at: Date
      made_at: Date
      state: 'open' | 'kept' | 'late' | 'held' | 'released'
      nudged_at: Date | null
      settled_at: Date | null
      update_id: number | null
      is_relaxed: Generated<boolean>
    }
    public_updates: {
      id: Generated<number>
      incident_id: number
      at: Date
      author: string
      state: 'investigating' | 'identified' | 'monitoring' | 'resolved'
      text: string
      approved_by: Generated<string | null>
      approved_at: Generated<Date | null>
      rejected_by: Generated<string | null>
      rejected_at: Generated<Date | null>
      rejected_because: Generated<string | null>
    }
    messages: {
      id: Generated<number>
      key: string
      destination: string
      purpose: string
      subject: string
      content: NullableJson
      posting_at: Date | null
      ts: string | null
      shown_hash: string | null
      wanted_version: Generated<number>
      shown_version: Generated<number>
      sent_at: Date | null
      failed_because: string | null
      attempts: Generated<number>
      created_at: Date
      thread: Generated<string | null>
      is_broadcast: Generated<boolean>
      merged_into: Generated<number | null>
    }
    channel_pace: { destination: string; next_at: Date }
    seen_events: { event_id: string; seen_at: Date }
  }

export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>

/** What a row is about: `deployment:3`, `incident:7`, `operation:2`, `alert:5`, or the locks as a whole. */
export type Subject = `${'deployment' | 'incident' | 'operation' | 'alert'}:${number}` | 'locks'
