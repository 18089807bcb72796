import type { Incident } from '../../domain/incident/incident.ts'
import { holderOf } from '../../domain/incident/role.ts'
import type { Message } from '../../domain/message.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { loadOffer } from '../../store/incident/roles.ts'

/** An offer as it stands now, for whom it was made, for everybody, or for whoever made it. */
export async function composeOffer(
  { db, config }: Deps,
  incident: Incident,
  { offerId, to }: Extract<StoredPost, { purpose: 'role-offer' }>,
): Promise<Message> {
  const offer = await loadOffer(db, offerId)
  if (!offer) throw new Error(`Role offer ${offerId} of incident ${incident.id} does not exist.`)
  const { id, title, channel } = incident
  const policy = config.incidents.roles.find(({ name }) => name === offer.role)
  return {
    ...{ purpose: 'role-offer', audience: to, offer, incident: { id, title, channel } },
    ...{ holder: holderOf(incident, offer.role), description: policy?.description ?? null },
  }
}
