import type { Incident } from '../../src/domain/incident/incident.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { nameIfKnown, responderLink } from '../../src/workflows/updates/responder-link.ts'
import { linkReply, noLinkReply } from '../../views/updates/link.ts'
import { reply } from '../words.ts'

/** `/incident link`: a way in for when Slack is away, in private. */
export async function giveLink({ id }: Incident, { user }: Invoker, deps: Deps): Promise<Answer> {
  if (!deps.links) return reply(noLinkReply())
  const url = responderLink(deps, id, { user, name: await nameIfKnown(deps, user) })
  return reply(url === null ? noLinkReply() : linkReply({ id, url }))
}
