import { isRestored } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentRound, incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadPostmortem, updatePostmortem } from '../../store/postmortem/postmortems.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { wakeIncident } from '../incident/wake.ts'

/** Tries once more what did not work: a proposal that GitHub refused, or one that was closed without being merged. */
export async function publishAgain(deps: Deps, id: number, invoker: Invoker): Promise<'trying' | Refusal> {
  return await changeIncident<'trying'>(deps, id, async (trx, incident) => {
    const postmortem = await loadPostmortem(trx, id)
    if (!postmortem || !isRestored(incident) || incident.state !== 'postmortem')
      return { refused: 'no-postmortem', id, state: incident.state }
    const isClosed = postmortem.pull?.ended === 'closed'
    const anew = isClosed ? { pull_number: null, pull_url: null, pull_head: null, pull_ended: null } : {}
    await updatePostmortem(trx, id, { ...anew, attempt: postmortem.attempt + 1 })
    const did = 'asked for the post-mortem to be published again'
    const event = { kind: 'happened', topic: 'postmortem', did } as const
    await recordChange(deps, trx, id, { by: invoker, action: 'incident.publish-again', event })
    return 'trying'
  })
}

/** Looks at the pull request now instead of in a few minutes. */
export async function lookNow(deps: Deps, id: number): Promise<'looking' | Refusal> {
  return await changeIncident<'looking'>(deps, id, async (trx, incident) => {
    const postmortem = await loadPostmortem(trx, id)
    if (!postmortem?.pull) return { refused: 'no-postmortem', id, state: incident.state }
    await trx
      .updateTable('acts')
      .set({ retry_at: deps.now() })
      .where('subject', '=', incidentSubject(id))
      .where('round', '=', incidentRound)
      .where('name', '=', 'await-merge')
      .where('state', '=', 'intended')
      .execute()
    await wakeIncident(deps, trx, id)
    return 'looking'
  })
}
