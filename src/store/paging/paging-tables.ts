import type { Generated } from 'kysely'
import type { AlertLevel } from '../../domain/check/check.ts'
import type { PagerEvent, PageState } from '../../domain/paging/page.ts'
import type { Json, NullableJson } from '../json-columns.ts'

/** Pages, who acknowledged, and alerts. */
export type PagingTables = {
  pages: {
    id: Generated<number>
    subject: string
    round: number
    rule: string | null
    step: number
    place: number
    target: Json
    because: string
    by: string | null
    state: PageState
    at: Date
    people: NullableJson
    acknowledged_by: string | null
    failed_because: string | null
    told: PagerEvent | null
  }
  acknowledgements: { incident_id: number; round: number; user_id: string; at: Date }
  alerts: {
    id: Generated<number>
    source: string
    fingerprint: string
    title: string
    summary: string | null
    service: string | null
    environment: string | null
    severity: string | null
    labels: Json
    facts: Json
    link: string | null
    fired_at: Date
    impact_at: Date | null
    received_at: Date
    times: Generated<number>
    state: 'firing' | 'resolved'
    resolved_at: Date | null
    acknowledged_by: string | null
    acknowledged_at: Date | null
    incident_id: number | null
    wake_at: Date | null
    level: AlertLevel
    name: string
    runbook: string | null
    group_key: string
    card_of: number | null
    round: Generated<number>
    pages_from: Date
    firings: Date[]
    silenced_until: Date | null
    silenced_by: string | null
    silenced_because: string | null
  }
}
