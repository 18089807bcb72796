import type { Incident } from '../../src/domain/incident.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Deps, Invoker } from '../../src/ports.ts'
import { findIncidentOfChannel, listOpenIncidents, loadIncident } from '../../src/store/incidents.ts'

/** The incident that is meant: by its number, else by the channel it is typed in, else the only open one. */
export async function findMeant(
  { id, verb }: { id: number | null; verb: string },
  invoker: Invoker,
  deps: Deps,
): Promise<Incident | Refusal> {
  if (id !== null) return (await loadIncident(deps.db, id)) ?? { refused: 'no-such-incident', id: String(id) }
  const here = invoker.channel ? await findIncidentOfChannel(deps.db, invoker.channel) : null
  if (here) return here
  if (verb === 'reopen') return missingNumber
  const open = await listOpenIncidents(deps.db)
  const [only] = open
  if (only && open.length === 1) return only
  return { refused: 'which-incident', verb, open: open.map(({ id, title }) => ({ id, title })) }
}

/** Which of the resolved ones is meant can't be guessed. */
const missingNumber: Refusal = {
  refused: 'missing-words',
  command: '/incident reopen',
  missing: 'the incident’s number',
  example: '/incident reopen 3 because it is back',
}
