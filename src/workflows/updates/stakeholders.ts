import type { Incident } from '../../domain/incident/incident.ts'
import { isOpen } from '../../domain/incident/incident.ts'
import type { ChannelId } from '../../domain/people.ts'
import { concernsStakeholders } from '../../domain/updates/outlet.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { incidentSubject, stakeholderCardKey } from '../../store/incident/incident-keys.ts'
import { isOrdered } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { channelFor, stakeholdersFor } from '../incident/channel-for.ts'
import type { DutySource } from '../incident/duty-source.ts'
import { order } from '../refresh.ts'

/** Stakeholders hear of an incident as soon as it concerns them, whatever made it so. */
export const stakeholderDuties: DutySource = async (deps, trx, incident, has) => {
  const place = placeOf(deps, incident)
  const isDue = isOpen(incident) && concernsStakeholders(incident, deps.config.incidents)
  if (place === null || !isDue || has.stakeholderCard) return { until: null }
  await orderCard(deps, trx, incident.id, place)
  return 'moved'
}

/** An update goes into the incident's thread, where stakeholders are told of it at all. */
export async function tellStakeholders(
  deps: Deps,
  trx: Trx,
  incident: Incident,
  { key, post }: { key: string; post: StoredPost },
): Promise<void> {
  const place = placeOf(deps, incident)
  if (place === null || !concernsStakeholders(incident, deps.config.incidents)) return
  await orderCard(deps, trx, incident.id, place)
  await reply(deps, trx, incident.id, { key, post, place, isBroadcast: false })
}

/** How it ended is for everybody in the channel, also where the severity no longer asks for it: they were told that it began. */
export async function tellEnd(
  deps: Deps,
  trx: Trx,
  incident: Incident,
  { key, post }: { key: string; post: StoredPost },
): Promise<void> {
  const place = placeOf(deps, incident)
  if (place === null) return
  if (!(await isOrdered(trx, stakeholderCardKey(incident.id)))) {
    if (!concernsStakeholders(incident, deps.config.incidents)) return
    await orderCard(deps, trx, incident.id, place)
  }
  await reply(deps, trx, incident.id, { key, post, place, isBroadcast: true })
}

/** Null where they read nothing of it, or it is worked on in their channel. */
function placeOf({ config }: Deps, incident: Incident): ChannelId | null {
  const stakeholders = stakeholdersFor(incident, config)
  return stakeholders === channelFor(incident, config) ? null : stakeholders
}

async function orderCard(deps: Deps, trx: Trx, id: number, destination: ChannelId): Promise<void> {
  const card = { key: stakeholderCardKey(id), destination, subject: incidentSubject(id) }
  await order(deps, trx, { ...card, purpose: 'stakeholder-card', at: deps.now() })
}

type Reply = { key: string; post: StoredPost; place: ChannelId; isBroadcast: boolean }

async function reply(
  deps: Deps,
  trx: Trx,
  id: number,
  { key, post, place, isBroadcast }: Reply,
): Promise<void> {
  await order(deps, trx, {
    ...{ key, post, destination: place, isBroadcast, thread: stakeholderCardKey(id) },
    subject: incidentSubject(id),
    at: deps.now(),
  })
}
