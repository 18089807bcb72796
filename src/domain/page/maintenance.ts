import type { UserId } from '../people.ts'

/** Announced work; while it lasts its components are under maintenance. */
export type Maintenance = {
  id: number
  /** Names of the page's components. */
  components: string[]
  startsAt: Date
  endsAt: Date
  /** Shown to everybody. */
  reason: string
  announcedBy: UserId
  announcedAt: Date
  /** Before its time, or before it began. */
  ended: { by: UserId; at: Date } | null
}

export type MaintenanceState = 'scheduled' | 'in-progress' | 'completed' | 'called-off'

export function maintenanceState({ startsAt, endsAt, ended }: Maintenance, now: Date): MaintenanceState {
  if (ended) return ended.at <= startsAt ? 'called-off' : 'completed'
  if (now < startsAt) return 'scheduled'
  return now < endsAt ? 'in-progress' : 'completed'
}

/** When it was over; null while it is not. */
export function endOf(maintenance: Maintenance, now: Date): Date | null {
  if (maintenance.ended) return maintenance.ended.at
  return maintenance.endsAt <= now ? maintenance.endsAt : null
}

export const longestMaintenanceDays = 30
