import type { RoleOffer } from '../incident/role.ts'
import type { Task } from '../incident/task.ts'

/** What waits for one person, beside approvals. */
export type WaitingForYou = {
  /** Updates of incidents, the soonest first. */
  updates: { incident: { id: number; title: string }; dueAt: Date }[]
  /** What they were paged about and nobody takes care of yet. */
  pages: { about: 'incident' | 'alert'; id: number; because: string; at: Date }[]
  offers: RoleOffer[]
  /** Theirs, by date; those without one last. */
  tasks: Task[]
  /** Post-mortems of incidents that they led, not reviewed yet. */
  reviews: { incidentId: number; at: Date }[]
}
