import type { Generated } from 'kysely'

/** What people vouch for. */
export type StatusTables = {
  attestations: { id: Generated<number>; item: string; user_id: string; at: Date; because: string }
}
