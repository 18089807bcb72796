import type { Incident } from '../../domain/incident/incident.ts'
import { isDropped, isOpen, updateOwner } from '../../domain/incident/incident.ts'
import type { Message, NudgeStanding, OnCall } from '../../domain/message.ts'
import { onCallAt } from '../../domain/paging/on-call.ts'
import { relaxOffers } from '../../domain/updates/cadence.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { loadPromise } from '../../store/updates/updates.ts'

type StoredNudge = Extract<StoredPost, { purpose: 'update-nudge' }>

/** A reminder with what became of the update since. */
export async function composeNudge(deps: Deps, incident: Incident, nudge: StoredNudge): Promise<Message> {
  const { purpose, dueAt, commander, role, missed } = nudge
  const { id: incidentId, title, channel } = incident
  return {
    ...{ purpose, dueAt, commander, incidentId, title, channel },
    standing: await standingOf(deps, incident, nudge),
    climb: missed > 0 ? { missed, role, onCall: onCallNow(deps) } : undefined,
    relax: relaxOffers(incident, deps.config.incidents, deps.now()),
  }
}

/** What became of the promised update, and who it is owed by now. */
async function standingOf(
  { db }: Deps,
  incident: Incident,
  { dueAt, commander, role, missed }: StoredNudge,
): Promise<NudgeStanding> {
  const promise = await loadPromise(db, incident.id, dueAt)
  if (promise?.state === 'open') {
    const asked = role === 'commander' && missed > 0 ? incident.commander : updateOwner(incident)
    return role === 'on-call' || asked === commander ? { is: 'owed' } : { is: 'handed-over', to: asked }
  }
  if (promise?.settledAt && promise.state === 'held') return { is: 'held', at: promise.settledAt }
  if (promise?.settledAt && promise.state !== 'released')
    return { is: 'posted', at: promise.settledAt, by: promise.author }
  return { is: 'released', because: whyReleased(incident) }
}

function whyReleased(incident: Incident): Extract<NudgeStanding, { is: 'released' }>['because'] {
  if (!isOpen(incident)) return isDropped(incident) ? 'dropped' : 'resolved'
  return incident.pause ? 'paused' : 'rescheduled'
}

/** A group is named as a whole, so Slack need not be asked who is in it. */
function onCallNow({ config, now }: Deps): OnCall {
  const policy = config.incidents.onCall
  if (policy === null) return null
  if (policy.by === 'group') return { group: policy.group }
  const { user } = onCallAt(policy, now()).now
  return user === null ? null : { user }
}
