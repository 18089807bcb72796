import type { Incident } from '../../src/domain/incident/incident.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { namesOf } from '../../src/workflows/names.ts'
import { responderLink } from '../../src/workflows/updates/responder-link.ts'
import { linkReply, noLinkReply } from '../../views/updates/link.ts'
import { reply } from '../words.ts'

/** `/incident link`: a way in for when Slack is away, in private. */
export async function giveLink(incident: Incident, { user }: Invoker, deps: Deps): Promise<Answer> {
  if (!deps.links) return reply(noLinkReply())
  const { id, commander, declaredBy, roles } = incident
  // Now Slack tells what the page behind it calls those who work on it.
  const nameOf = await namesOf(deps, [user, commander, declaredBy, ...Object.values(roles)])
  const url = responderLink(deps, id, { user, name: nameOf(user) })
  return reply(url === null ? noLinkReply() : linkReply({ id, url }))
}
