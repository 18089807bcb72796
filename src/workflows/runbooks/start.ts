import { pagesOf, runbookMeant } from '../../domain/incident/runbook.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { closest } from '../../domain/suggestion.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { insertRunbook } from '../../store/incident/runbooks.ts'
import { changeOpenIncident, recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'
import { readLibrary } from './library.ts'

/** `isNew` is false where it was begun in this incident before. */
export type RunbookStarted = { name: string; title: string; isNew: boolean; trouble: string | null }

/** Begins a runbook: its steps stand in the incident's channel, as they are written now. */
export async function startRunbook(
  deps: Deps,
  { id, given }: { id: number; given: string },
  invoker: Invoker,
): Promise<RunbookStarted | Refusal> {
  const { shelved, trouble } = await readLibrary(deps)
  const runbooks = shelved.map(({ runbook }) => runbook)
  const runbook = runbookMeant(runbooks, given)
  const markdown = shelved.find((one) => one.runbook === runbook)?.markdown
  if (!runbook || markdown === undefined) {
    const known = runbooks.map(({ name }) => name)
    return { refused: 'unknown-word', what: 'runbook', given, known, suggestion: closest(given, known) }
  }
  const { name, title, url } = runbook
  const verb = 'begin a runbook in'
  return await changeOpenIncident<RunbookStarted>(deps, id, verb, async (trx, incident) => {
    const at = deps.now()
    const begun = { incident_id: id, name, markdown, url, started_by: invoker.user, started_at: at }
    const runbookId = await insertRunbook(trx, begun)
    const result = { name, title, trouble: trouble?.because ?? null }
    if (runbookId === null) return { ...result, isNew: false }
    const destination = channelFor(incident, deps.config)
    const pages = pagesOf(runbook).length
    for (let page = 0; page < pages; page += 1)
      await order(deps, trx, {
        ...{ key: `${runbookKey(id, runbookId)}${page}`, destination, subject: incidentSubject(id), at },
        post: { purpose: 'runbook-card', runbookId, page },
      })
    const event = { kind: 'happened', topic: 'runbook', did: `began the runbook “${title}”` } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.runbook', event })
    return { ...result, isNew: true }
  })
}

/** How the keys of its messages begin. */
export const runbookKey = (incidentId: number, runbookId: number): string =>
  `incident/${incidentId}/runbook/${runbookId}/`
