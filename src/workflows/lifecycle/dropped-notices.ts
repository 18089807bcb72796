import type { OpenIncident } from '../../domain/incident/incident.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import type { Trx } from '../../store/tables.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'
import { tellEnd } from '../updates/stakeholders.ts'

type Notice = Omit<Extract<StoredPost, { purpose: 'incident-dropped' }>, 'purpose' | 'audience'>

/** Tells those who work on it, and stakeholders where they were told of it before. `seq` is its entry's. */
export async function orderDroppedNotices(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { seq, ...notice }: Notice & { seq: number },
): Promise<void> {
  const { id } = incident
  const key = `incident/${id}/dropped/${seq}`
  const purpose = 'incident-dropped'
  await order(deps, trx, {
    ...{ key, destination: channelFor(incident, deps.config), subject: incidentSubject(id), at: deps.now() },
    post: { ...notice, purpose, audience: 'responders' },
  })
  const post = { ...notice, purpose, audience: 'stakeholders' } as const
  await tellEnd(deps, trx, incident, { key: `${key}/stakeholders`, post })
}
