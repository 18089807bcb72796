import { type Incident, isOpen, updateOwner } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import type { WaitingForYou } from '../../domain/status/waiting.ts'
import type { Deps } from '../../ports.ts'
import { offersTo, pagesTo, reviewsOf, tasksOf } from '../../store/status/waiting.ts'

/** What waits for a person; `incidents` are the open ones that they may see. */
export async function waitingFor(
  { db, now }: Deps,
  user: UserId,
  incidents: readonly Incident[],
): Promise<WaitingForYou> {
  const [tasks, offers, pages, reviews] = await Promise.all([
    tasksOf(db, user),
    offersTo(db, user, now()),
    pagesTo(db, user),
    reviewsOf(db, user),
  ])
  const updates = incidents
    .flatMap((incident) =>
      isOpen(incident) && incident.promise && updateOwner(incident) === user
        ? [{ incident, dueAt: incident.promise.dueAt }]
        : [],
    )
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return { updates, pages, offers, tasks, reviews }
}
