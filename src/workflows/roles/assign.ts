import type { OpenIncident } from '../../domain/incident/incident.ts'
import { commanderRole, holderOf } from '../../domain/incident/role.ts'
import type { UserId } from '../../domain/people.ts'
import type { TimelineEvent } from '../../domain/timeline/timeline.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { updateIncident } from '../../store/incident/incidents.ts'
import { loadOpenOffers, setRole } from '../../store/incident/roles.ts'
import type { Trx } from '../../store/tables.ts'
import { forgetNudge } from '../../store/updates/updates.ts'
import { recordChange } from '../incident/change.ts'
import { refreshNudges } from '../updates/nudge.ts'
import { endOffer } from './end-offer.ts'

export type Assignment = {
  role: string
  /** Null leaves it empty, which the commander's can't be. */
  to: UserId | null
  by: Invoker | null
  /** In place of the usual words of the timeline. */
  did?: string
}

/** Gives a role to somebody, who is invited; whoever owes the updates from now on is reminded of them anew. */
export async function assignRole(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { role, to, by, did }: Assignment,
): Promise<void> {
  const from = holderOf(incident, role)
  if (role !== commanderRole) await setRole(trx, incident.id, { role, user: to, at: deps.now() })
  else if (to !== null) await updateIncident(trx, incident, { commander: to })
  for (const offer of await loadOpenOffers(trx, incident.id))
    if (offer.role === role) await endOffer(deps, trx, offer, 'overtaken')
  await forgetNudge(trx, incident.id)
  await refreshNudges(deps, trx, incident)
  const action = role === commanderRole ? 'incident.commander' : 'incident.role'
  const event: TimelineEvent =
    role === commanderRole && from !== null && to !== null
      ? { kind: 'commander', from, to }
      : { kind: 'happened', topic: 'role', did: did ?? inWords(role, from, to, by) }
  await recordChange(deps, trx, incident.id, { by, action, event })
}

function inWords(role: string, from: UserId | null, to: UserId | null, by: Invoker | null): string {
  const before = from === null ? '' : ` from @${from}`
  if (to === null) return `left the role of ${role} empty${from === by?.user ? '' : `, which @${from} had`}`
  return to === by?.user ? `took the role of ${role}${before}` : `gave the role of ${role}${before} to @${to}`
}
