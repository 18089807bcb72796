import type { Generated } from 'kysely'
import type { Json } from '../json-columns.ts'

/** Timelines, and what is wanted in them. */
export type TimelineTables = {
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
  captures: {
    id: Generated<number>
    incident_id: number
    channel: string
    ts: string
    user_id: string
    request_id: string
    at: Date
    settled_at: Date | null
  }
}
