import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen, peopleOf } from '../../domain/incident/incident.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { addMembers } from '../../store/incident/incident-members.ts'
import { lockIncident } from '../../store/incident/incidents.ts'
import type { Trx } from '../../store/tables.ts'
import { recordChange } from '../incident/change.ts'
import { endDropped } from './drop.ts'

export type Merge = { id: number; into: number; because: string }

/** Work goes on in the other incident: its timeline says so, and everybody of this one is invited there. */
export async function mergeIncident(
  deps: Deps,
  merge: Merge,
  invoker: Invoker,
): Promise<{ channel: string | null } | Refusal> {
  const because = tidy(merge.because)
  if (because === '') return { refused: 'empty-text', what: 'the reason' }
  const { id, into } = merge
  if (id === into) return { refused: 'cannot-merge', id, into, because: 'itself' }
  return await deps.db.transaction().execute(async (trx) => {
    const [incident, target] = await lockBoth(trx, id, into)
    if (!incident) return { refused: 'no-such-incident', id: String(id) }
    if (!target) return { refused: 'no-such-incident', id: String(into) }
    if (!isOpen(incident))
      return { refused: 'wrong-incident-state', id, state: incident.state, verb: 'merge' }
    if (!isOpen(target)) return { refused: 'cannot-merge', id, into, because: 'ended' }
    if (incident.isPrivate !== target.isPrivate || incident.isDrill !== target.isDrill)
      return { refused: 'cannot-merge', id, into, because: 'mixed' }
    const did = `merged it into incident ${into}: ${because}`
    await endDropped(deps, trx, incident, { to: 'merged', because, into, did }, invoker)
    await addMembers(trx, into, peopleOf(incident), { isAsked: true, at: deps.now() })
    await recordChange(deps, trx, into, {
      by: invoker,
      action: 'incident.merged-in',
      event: {
        ...{ kind: 'happened', topic: 'state' },
        did: `merged incident ${id} (${incident.title}) into this one: ${because}`,
      },
    })
    return { channel: target.channel }
  })
}

/** Always the older first, so that two merges at once don't wait for each other. */
async function lockBoth(trx: Trx, id: number, into: number): Promise<[Incident | null, Incident | null]> {
  const older = await lockIncident(trx, Math.min(id, into))
  const newer = await lockIncident(trx, Math.max(id, into))
  return id < into ? [older, newer] : [newer, older]
}
