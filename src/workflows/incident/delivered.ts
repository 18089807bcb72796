import type { Incident } from '../../domain/incident/incident.ts'
import type { ChannelId } from '../../domain/people.ts'
import type { Deps } from '../../ports.ts'
import { storedPost } from '../../store/documents.ts'
import { cardKey, incidentIdOf, incidentSubject } from '../../store/incident/incident-keys.ts'
import { loadIncident } from '../../store/incident/incidents.ts'
import type { Row, Trx } from '../../store/tables.ts'
import { pageDelivered, pageUndelivered } from '../paging/delivered.ts'
import { pagedIncident } from '../paging/paged.ts'
import { order } from '../refresh.ts'
import { recordChange } from './change.ts'
import { channelFor } from './channel-for.ts'
import { wakeIncident } from './wake.ts'

/** Slack has a message: once the card's id is known, it can be pinned. */
export async function incidentMessageDelivered(deps: Deps, trx: Trx, row: Row<'messages'>): Promise<void> {
  const id = incidentIdOf(row.subject)
  if (row.key === cardKey(id)) await wakeIncident(deps, trx, id)
  await pageDelivered(trx, row)
}

/** Slack will never take a message: the timeline says so, a post goes where people still look, and all else goes on. */
export async function incidentMessageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const id = incidentIdOf(row.subject)
  if (row.purpose === 'page') await incidentPageFailed(deps, trx, row, because)
  else await tellFailed(deps, trx, row, because)
  await postElsewhere(deps, trx, row, id)
}

async function tellFailed(deps: Deps, trx: Trx, row: Row<'messages'>, because: string): Promise<void> {
  const step = row.purpose === 'incident-broadcast' ? 'broadcast' : row.purpose
  const event = { kind: 'step-failed', step, because } as const
  // Of a place outside that takes nothing, once is enough.
  const isOutside = row.thread !== null || row.purpose === 'stakeholder-card'
  const source = isOutside ? { source: `undelivered:${row.destination}` } : {}
  await recordChange(deps, trx, incidentIdOf(row.subject), {
    by: null,
    action: 'incident.step-failed',
    event,
    ...source,
  })
}

async function incidentPageFailed(
  deps: Deps,
  trx: Trx,
  row: Row<'messages'>,
  because: string,
): Promise<void> {
  const incident = await loadIncident(trx, incidentIdOf(row.subject))
  if (incident) await pageUndelivered(deps, trx, pagedIncident(deps, incident, 0), row, because)
}

const suffix = '/elsewhere'

async function postElsewhere(deps: Deps, trx: Trx, row: Row<'messages'>, id: number): Promise<void> {
  const post = storedPost.safeParse(row.content).data
  const incident = await loadIncident(trx, id)
  if (!post || !incident || row.key.endsWith(suffix)) return
  const destination = placeInstead(deps, row, incident)
  if (destination === null || destination === row.destination) return
  const key = `${row.key}${suffix}`
  await order(deps, trx, { key, destination, subject: incidentSubject(id), post, at: deps.now() })
}

/** A reminder nobody can get is for all in the incident's channel; what that channel refuses, for all who follow incidents. */
function placeInstead({ config }: Deps, row: Row<'messages'>, incident: Incident): ChannelId | null {
  if (row.purpose === 'update-nudge') return channelFor(incident, config)
  if (incident.isPrivate) return incident.commander
  const { incidents, stakeholders } = config.channels
  return row.destination === incident.channel && incidents !== stakeholders ? incidents : null
}
