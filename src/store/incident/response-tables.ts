import type { Generated } from 'kysely'
import type { OfferState } from '../../domain/incident/role.ts'
import type { TaskKind, TaskState } from '../../domain/incident/task.ts'

/** Who works on an incident, at what, and by which runbook. */
export type ResponseTables = {
  role_offers: {
    id: Generated<number>
    incident_id: number
    role: string
    offered_to: string
    offered_by: string
    offered_at: Date
    expires_at: Date
    state: OfferState
    settled_at: Date | null
  }
  tasks: {
    id: Generated<number>
    incident_id: number
    kind: TaskKind
    text: string
    owner: string | null
    due_on: string | null
    state: TaskState
    created_by: string
    created_at: Date
    done_by: string | null
    done_at: Date | null
    issue_number: number | null
    issue_url: string | null
    reminded_on: string | null
    revision: Generated<number>
  }
  runbook_files: { name: string; url: string; markdown: string; read_at: Date }
  runbooks: {
    id: Generated<number>
    incident_id: number
    name: string
    markdown: string
    url: string | null
    started_by: string
    started_at: Date
  }
  runbook_ticks: { runbook_id: number; step: number; user_id: string; at: Date }
}
