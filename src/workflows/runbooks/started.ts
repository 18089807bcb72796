import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { Runbook, StartedRunbook } from '../../domain/incident/runbook.ts'
import { matchRunbooks } from '../../domain/incident/runbook.ts'
import type { Message } from '../../domain/message.ts'
import type { Deps } from '../../ports.ts'
import { loadRunbook, loadRunbooks } from '../../store/incident/runbooks.ts'
import type { Db, Trx } from '../../store/tables.ts'
import { shelvedLibrary } from './library.ts'
import { parseOnce } from './parse-once.ts'

type Stored = NonNullable<Awaited<ReturnType<typeof loadRunbook>>>

/** A runbook that was begun, with its text as it was then; null where there is none of that number. */
export async function findStarted(db: Db | Trx, id: number): Promise<StartedRunbook | null> {
  const stored = await loadRunbook(db, id)
  return stored ? startedFrom(stored) : null
}

/** Those that were begun in an incident, oldest first. */
export async function listStarted(db: Db | Trx, incidentId: number): Promise<StartedRunbook[]> {
  return (await loadRunbooks(db, incidentId)).map(startedFrom)
}

const startedFrom = ({ id, incident_id, name, markdown, url, started_by, started_at, ticks }: Stored) => ({
  ...{ id, incidentId: incident_id, runbook: parseOnce(name, markdown, url) },
  ...{ startedBy: started_by, startedAt: started_at, ticks },
})

/** A page of a runbook as it stands now. */
export async function composeRunbook(
  { db }: Deps,
  { id, title }: Incident,
  { runbookId, page }: { runbookId: number; page: number },
): Promise<Message> {
  const started = await findStarted(db, runbookId)
  if (!started) throw new Error(`Runbook ${runbookId} of incident ${id} does not exist.`)
  return { purpose: 'runbook-card', incident: { id, title }, started, page }
}

/** What a card says of runbooks: those under way, and the best one to begin. */
export async function runbooksOnCard(
  db: Db | Trx,
  incident: Incident,
): Promise<{ started: StartedRunbook[]; offered: Runbook | null }> {
  const started = await listStarted(db, incident.id)
  if (!isOpen(incident)) return { started, offered: null }
  const shelved = (await shelvedLibrary(db)).map(({ runbook }) => runbook)
  const { fitting } = matchRunbooks(shelved, incident)
  const isBegun = ({ name }: Runbook) => started.some(({ runbook }) => runbook.name === name)
  return { started, offered: fitting.find((runbook) => !isBegun(runbook)) ?? null }
}
