import type { Incident } from '../../domain/incident/incident.ts'
import type { Message } from '../../domain/message.ts'
import { publishersOf } from '../../domain/updates/public-update.ts'
import type { Deps } from '../../ports.ts'
import type { StoredPost } from '../../store/documents.ts'
import { loadPublicUpdate } from '../../store/updates/public-updates.ts'

/** Words for the public page, with who decides about them now. */
export async function composePublic(
  deps: Deps,
  incident: Incident,
  { publicId }: Extract<StoredPost, { purpose: 'public-update' }>,
): Promise<Message> {
  const said = await loadPublicUpdate(deps.db, publicId)
  if (!said) throw new Error(`Public update ${publicId} of a message does not exist.`)
  return { purpose: 'public-update', said, who: publishersOf(incident, deps.config.incidents) }
}
