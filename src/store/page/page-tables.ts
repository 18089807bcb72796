import type { Generated } from 'kysely'
import type { Json } from '../json-columns.ts'

/** What the public page shows beside checks and incidents. */
export type PageTables = {
  maintenances: {
    id: Generated<number>
    components: Json
    starts_at: Date
    ends_at: Date
    reason: string
    announced_by: string
    announced_at: Date
    ended_by: string | null
    ended_at: Date | null
  }
}
