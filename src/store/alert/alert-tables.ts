import type { Generated } from 'kysely'

/** Silences, rules, and what was posted. Alerts themselves stand with those who are paged about them. */
export type AlertTables = {
  silences: {
    id: Generated<number>
    name: string | null
    source: string | null
    fingerprint: string | null
    because: string
    by: string
    at: Date
    until: Date
    ended_by: string | null
  }
  alert_rules: {
    name: string
    standing: 'quiet' | 'pending' | 'firing' | 'clearing'
    since: Date
    unknown_since: Date | null
    is_missing: Generated<boolean>
    value: number | null
    looked_at: Date | null
    next_at: Date
  }
  hook_posts: {
    id: Generated<number>
    source: string
    event: string | null
    delivery: string | null
    body: string | null
    received_at: Date
    state: 'waiting' | 'read' | 'unreadable'
    why: string | null
  }
  hook_counts: { source: string; starts_at: Date; what: string; count: number; last_at: Date }
}
