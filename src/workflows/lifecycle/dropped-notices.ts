import type { OpenIncident } from '../../domain/incident.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { incidentSubject } from '../../store/incident-keys.ts'
import { wasToldIn } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'

type Notice = Omit<Extract<StoredPost, { purpose: 'incident-dropped' }>, 'purpose' | 'audience'>

/** Tells those who work on it, and stakeholders where they were told of it before. `seq` is its entry's. */
export async function orderDroppedNotices(
  deps: Deps,
  trx: Trx,
  incident: OpenIncident,
  { seq, ...notice }: Notice & { seq: number },
): Promise<void> {
  const { id } = incident
  const subject = incidentSubject(id)
  const ordered = { subject, at: deps.now() }
  const key = `incident/${id}/dropped/${seq}`
  const purpose = 'incident-dropped'
  const channel = channelFor(incident, deps.config)
  await order(deps, trx, {
    ...{ ...ordered, key, destination: channel },
    post: { ...notice, purpose, audience: 'responders' },
  })
  const { stakeholders } = deps.config.channels
  if (!stakeholders || stakeholders === channel || !(await wasToldIn(trx, subject, stakeholders))) return
  await order(deps, trx, {
    ...{ ...ordered, key: `${key}/stakeholders`, destination: stakeholders },
    post: { ...notice, purpose, audience: 'stakeholders' },
  })
}
