import type { OpenIncident } from '../../domain/incident/incident.ts'
import { updateOwner } from '../../domain/incident/incident.ts'
import { newlyReminded, type Reminded, remindersFor } from '../../domain/updates/reminder.ts'
import type { Deps } from '../../ports.ts'
import { writeAudit } from '../../store/audit.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { markPostsStale } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { countMissedInRow, markNudged } from '../../store/updates/updates.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'

/**
 * Reminds whoever owes the updates that one is about to be due; once per promise and person. Where nobody wrote the ones
 * before, whoever comes next is reminded too: in private, and those on call in the incident's channel.
 */
export async function nudge(deps: Deps, trx: Trx, incident: OpenIncident): Promise<void> {
  const at = deps.now()
  const { id, promise } = incident
  if (!promise) throw new Error(`Incident ${id} owes no update to be reminded of.`)
  const { dueAt } = promise
  const missed = await countMissedInRow(trx, id)
  const reminded = remindersFor(incident, deps.config.incidents, missed)
  await markNudged(trx, id, at)
  for (const one of reminded) await remind(deps, trx, incident, { dueAt, missed, one })
  await recordClimb(deps, trx, incident, { dueAt, missed })
  const detail = { dueAt, commander: updateOwner(incident), missed, reminded }
  const subject = incidentSubject(id)
  await writeAudit(trx, { at, actor: 'pilothouse', action: 'incident.nudge', subject, detail })
}

async function remind(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { dueAt, missed, one }: { dueAt: Date; missed: number; one: Reminded },
): Promise<void> {
  const { id } = incident
  const { role } = one
  const commander = 'user' in one ? one.user : updateOwner(incident)
  await order(deps, trx, {
    key: `${nudgeKey(id, dueAt)}${'user' in one ? one.user : role}`,
    destination: 'user' in one ? one.user : channelFor(incident, deps.config),
    subject: incidentSubject(id),
    post: { purpose: 'update-nudge', dueAt, commander, role, missed },
    at: deps.now(),
  })
}

async function recordClimb(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { dueAt, missed }: { dueAt: Date; missed: number },
): Promise<void> {
  const next = newlyReminded(incident, deps.config.incidents, missed)
  if (!next) return
  const who = 'user' in next ? `the ${next.role}, @${next.user},` : 'those on call'
  const why = missed === 1 ? 'the last one' : `the last ${missed}`
  await recordChange(deps, trx, incident.id, {
    by: null,
    action: 'incident.climb',
    event: {
      kind: 'happened',
      topic: 'update',
      did: `asked ${who} for the next update: nobody wrote ${why}`,
    },
    source: `climb:${dueAt.toISOString()}:${next.role}`,
  })
}

/** Has what reminds of the open promise drawn again, since what it reminds of has changed. */
export async function refreshNudges(
  deps: Deps,
  trx: Trx,
  { id, promise }: Pick<OpenIncident, 'id' | 'promise'>,
): Promise<void> {
  if (!promise) return
  for (const destination of await markPostsStale(trx, incidentSubject(id), nudgeKey(id, promise.dueAt)))
    await deps.jobs.wake(trx, 'deliver', destination)
}

const nudgeKey = (id: number, dueAt: Date): string => `incident/${id}/nudge/${dueAt.toISOString()}/`
