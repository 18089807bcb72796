import type { Generated } from 'kysely'

/** What is wanted in timelines. */
export type TimelineTables = {
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
