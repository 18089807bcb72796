import type { OpenIncident, WrittenUpdate } from '../../domain/incident/incident.ts'
import { dueAfterUpdate, isRelaxed, keptOrLate } from '../../domain/updates/update-promise.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { insertUpdate, openPromise } from '../../store/updates/updates.ts'
import { recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'
import { endPromise } from './end-promise.ts'
import { takeFacts } from './facts.ts'
import { tellStakeholders } from './stakeholders.ts'

export type Published = { updateId: number; nextDueAt: Date | null }

/** What a person wrote and where they did, or null for the facts alone. */
export type Authored = { written: WrittenUpdate; by: Invoker } | null

/** Stores an update with its facts, settles the promise and makes the next, and orders the posts: all or nothing. */
export async function publishUpdate(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  authored: Authored,
): Promise<Published> {
  const at = deps.now()
  const { id } = incident
  const nextDueAt = dueAfterUpdate(deps.config.incidents, incident, at)
  const facts = await takeFacts(trx, incident, { at, nextDueAt })
  const written = authored?.written ?? null
  const updateId = await insertUpdate(trx, { incidentId: id, at, written, facts })
  const ended = authored ? incident.promise && keptOrLate(incident.promise, at) : 'held'
  if (ended) await endPromise(deps, trx, incident, { state: ended, at, updateId })
  if (nextDueAt) await openPromise(trx, id, nextDueAt, at, isRelaxed(incident))
  await recordChange(deps, trx, id, {
    by: authored?.by ?? null,
    action: authored ? 'incident.update' : 'incident.holding-update',
    event: written
      ? {
          kind: 'update',
          whatChanged: written.whatChanged,
          impact: written.impact,
          nextStep: written.nextStep,
        }
      : { kind: 'holding-update' },
  })
  await orderPosts(deps, trx, incident, updateId)
  return { updateId, nextDueAt }
}

async function orderPosts(deps: Deps, trx: Trx, incident: OpenIncident, updateId: number): Promise<void> {
  const key = `incident/${incident.id}/update/${updateId}`
  const post = { purpose: 'status-update' as const, updateId, also: [] }
  await order(deps, trx, {
    key: `${key}/channel`,
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(incident.id),
    post: { ...post, audience: 'responders' },
    at: deps.now(),
  })
  await tellStakeholders(deps, trx, incident, {
    key: `${key}/stakeholders`,
    post: { ...post, audience: 'stakeholders' },
  })
}
