import type { Incident } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import type { TimelineExport } from '../../domain/timeline/export.ts'
import type { Deps, SharedFile } from '../../ports.ts'
import { loadTimeline } from '../../store/timeline/timeline.ts'
import { namedIn, namesOf } from '../names.ts'

type Sharing = { to: UserId; draw: (timeline: TimelineExport) => SharedFile }

/**
 * Sends a person the whole timeline as a file, and returns how many entries are in it. A private answer: where it is
 * lost, the person asks again. Throws `UpstreamError`.
 */
export async function exportTimeline(deps: Deps, incident: Incident, { to, draw }: Sharing): Promise<number> {
  const entries = await loadTimeline(deps.db, incident.id)
  const people = entries.flatMap(({ actor, event }) => [actor, ...namedIn(JSON.stringify(event))])
  const nameOf = await namesOf(
    deps,
    [incident.commander, incident.declaredBy, ...people].filter((one) => one !== 'pilothouse'),
  )
  const { team } = deps.config
  await deps.chat.shareFile(to, draw({ team, incident, entries, madeAt: deps.now(), nameOf }))
  return entries.length
}
