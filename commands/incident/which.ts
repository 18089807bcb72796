import type { Incident } from '../../src/domain/incident/incident.ts'
import { maySee } from '../../src/domain/incident/incident.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import { findIncidentOfChannel, listOpenIncidents, loadIncident } from '../../src/store/incident/incidents.ts'

/** The incident that is meant: by its number, else by the channel it is typed in, else the only open one. */
export async function findMeant(
  { id, verb }: { id: number | null; verb: string },
  invoker: Invoker,
  deps: Deps,
): Promise<Incident | Refusal> {
  if (id !== null)
    return (await findVisible(id, invoker, deps)) ?? { refused: 'no-such-incident', id: String(id) }
  const here = invoker.channel ? await findIncidentOfChannel(deps.db, invoker.channel) : null
  if (here) return here
  if (verb === 'reopen') return missingNumber
  const open = await listVisible(invoker, deps)
  const [only] = open
  if (only && open.length === 1) return only
  return { refused: 'which-incident', verb, open: open.map(({ id, title }) => ({ id, title })) }
}

/** One incident, unless it is private and not theirs. */
export async function findVisible(id: number, invoker: Invoker, deps: Deps): Promise<Incident | null> {
  const incident = await loadIncident(deps.db, id)
  return incident && maySee(incident, invoker) ? incident : null
}

/** The open incidents but for private ones of others, oldest first. */
export const listVisible = async (invoker: Invoker, deps: Deps): Promise<Incident[]> =>
  (await listOpenIncidents(deps.db)).filter((incident) => maySee(incident, invoker))

/** Which of the resolved ones is meant can't be guessed. */
const missingNumber: Refusal = {
  refused: 'missing-words',
  command: '/incident reopen',
  missing: 'the incident’s number',
  example: '/incident reopen 3 because it is back',
}
