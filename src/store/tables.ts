import type { Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { AlertTables } from './alert/alert-tables.ts'
import type { CheckTables } from './check/check-tables.ts'
import type { DeploymentTables } from './deployment/deployment-tables.ts'
import type { DiagnosticTables } from './diagnostic/diagnostic-tables.ts'
import type { DrillTables } from './drill/drill-tables.ts'
import type { IncidentTables } from './incident/incident-tables.ts'
import type { ResponseTables } from './incident/response-tables.ts'
import type { Json, NullableJson } from './json-columns.ts'
import type { MeasureTables } from './measure/measure-tables.ts'
import type { PageTables } from './page/page-tables.ts'
import type { PagingTables } from './paging/paging-tables.ts'
import type { PostmortemTables } from './postmortem/postmortem-tables.ts'
import type { StatusTables } from './status/status-tables.ts'
import type { TimelineTables } from './timeline/timeline-tables.ts'
import type { UpdateTables } from './updates/update-tables.ts'

/** What everything stands on: the outside acts, the audit, and messages. */
type OwnTables = {
  installation: { id: string }
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
  known_names: { id: string; name: string; at: Date }
  audit: {
    id: Generated<number>
    at: Date
    actor: string
    action: string
    subject: string
    detail: Json
    request_id: string | null
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

export type Tables = OwnTables &
  DeploymentTables &
  IncidentTables &
  ResponseTables &
  UpdateTables &
  TimelineTables &
  PagingTables &
  PostmortemTables &
  DrillTables &
  DiagnosticTables &
  CheckTables &
  MeasureTables &
  StatusTables &
  PageTables &
  AlertTables

export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>

/** What a row is about: `deployment:3`, `incident:7`, `operation:2`, `alert:5`, `diagnostic:4`, `maintenance:2`, `check:shop-front`, or the locks as a whole. */
export type Subject =
  | `${'deployment' | 'incident' | 'operation' | 'alert' | 'maintenance' | 'diagnostic' | 'correction'}:${number}`
  | `${'check' | 'silence' | 'capacity' | 'cost'}:${string}`
  | 'locks'
  | 'queue'
  | 'readiness'
