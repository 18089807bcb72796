import type { Incident } from '../../domain/incident/incident.ts'
import { maySee } from '../../domain/incident/incident.ts'
import type { UserId } from '../../domain/people.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { tidy } from '../../domain/typed-text.ts'
import {
  keptFromPublic,
  longestPublicText,
  mayPublish,
  type PublicUpdate,
  publicStateOf,
  publishersOf,
} from '../../domain/updates/public-update.ts'
import type { Deps, Invoker } from '../../ports.ts'
import { incidentSubject } from '../../store/incident/incident-keys.ts'
import { markPostsStale } from '../../store/messages.ts'
import type { Trx } from '../../store/tables.ts'
import {
  decidePublicUpdate,
  insertPublicUpdate,
  loadPublicUpdate,
} from '../../store/updates/public-updates.ts'
import { changeIncident, recordChange } from '../incident/change.ts'
import { channelFor } from '../incident/channel-for.ts'
import { order } from '../refresh.ts'
import { type PublisherMembers, publisherMembers } from './publisher-members.ts'

/** Suggests words for the public page, which wait for whoever may publish them. */
export async function proposePublic(
  deps: Deps,
  { id, text }: { id: number; text: string },
  invoker: Invoker,
): Promise<{ publicId: number } | Refusal> {
  const words = tidy(text)
  if (words === '') return { refused: 'empty-text', what: 'the text for the public page' }
  return await changeIncident<{ publicId: number }>(
    deps,
    id,
    async (trx, incident) =>
      whyNotSuggested(deps, incident, words) ??
      (await suggest(deps, trx, incident, { text: words, by: invoker })),
  )
}

/** Why such words can't be suggested; null where they can. */
export function whyNotSuggested({ config }: Deps, incident: Incident, text: string): Refusal | null {
  const because = keptFromPublic(incident, config.incidents)
  if (because) return { refused: 'not-public', id: incident.id, because }
  if (text.length <= longestPublicText) return null
  return { refused: 'public-text-too-long', length: text.length, most: longestPublicText }
}

/** Stores words that may be suggested, and shows them where they are approved. */
export async function suggest(
  deps: Deps,
  trx: Trx,
  incident: Incident,
  { text, by }: { text: string; by: Invoker },
): Promise<{ publicId: number }> {
  const { id } = incident
  const at = deps.now()
  const state = publicStateOf(incident)
  if (state === null) throw new Error(`Incident ${id} has nothing to say in public.`)
  const publicId = await insertPublicUpdate(trx, { incidentId: id, at, author: by.user, state, text })
  await order(deps, trx, {
    key: cardKey(id, publicId),
    destination: channelFor(incident, deps.config),
    subject: incidentSubject(id),
    post: { purpose: 'public-update', publicId },
    at,
  })
  const did = `suggested words for the public page (${publicId}): ${text}`
  const event = { kind: 'happened', topic: 'outlet', did } as const
  await recordChange(deps, trx, id, { by, action: 'incident.public-suggest', event })
  return { publicId }
}

const cardKey = (id: number, publicId: number): string => `incident/${id}/public/${publicId}/card`

export type PublicDecision = { publicId: number; is: 'published' | 'rejected' }

/** Publishes or rejects words, by whoever may at this moment. */
export async function decidePublic(
  deps: Deps,
  decision: PublicDecision,
  invoker: Invoker,
): Promise<PublicUpdate | Refusal> {
  const { publicId } = decision
  const about = await loadPublicUpdate(deps.db, publicId)
  if (!about) return { refused: 'no-public-update', publicId }
  // Asked before the lock is taken.
  const members = await publisherMembers(deps)
  return await changeIncident<PublicUpdate>(deps, about.incidentId, async (trx, incident) => {
    const said = await loadPublicUpdate(trx, publicId)
    if (!said || !maySee(incident, invoker)) return { refused: 'no-public-update', publicId }
    const no = whyNotDecided(deps, incident, said, decision, { user: invoker.user, members })
    return no ?? (await decide(deps, trx, said, decision, invoker))
  })
}

function whyNotDecided(
  { config }: Deps,
  incident: Incident,
  said: PublicUpdate,
  { is, publicId }: PublicDecision,
  { user, members }: { user: UserId; members: PublisherMembers },
): Refusal | null {
  const { id } = incident
  const who = publishersOf(incident, config.incidents)
  const isKnown = Array.isArray(members)
  if (!mayPublish(who, isKnown ? members : [], user))
    return { refused: 'may-not-publish', id, who, unknown: isKnown ? null : members.unknown }
  if (said.decision) return { refused: 'public-update-decided', publicId, decision: said.decision }
  if (is === 'rejected') return null
  const because = keptFromPublic(incident, config.incidents)
  if (because) return { refused: 'not-public', id, because }
  const now = publicStateOf(incident)
  if (now === null || now === said.state) return null
  return { refused: 'public-update-outdated', id, publicId, was: said.state, now }
}

async function decide(
  deps: Deps,
  trx: Trx,
  said: PublicUpdate,
  { is, publicId }: PublicDecision,
  by: Invoker,
): Promise<PublicUpdate | Refusal> {
  const id = said.incidentId
  const decision = { is, by: by.user, at: deps.now() }
  if (!(await decidePublicUpdate(trx, publicId, decision)))
    return { refused: 'changed-meanwhile', what: `the decision on public update ${publicId}` }
  for (const place of await markPostsStale(trx, incidentSubject(id), cardKey(id, publicId)))
    await deps.jobs.wake(trx, 'deliver', place)
  const did = { published: 'published on', rejected: 'kept off' }[is]
  const event = {
    kind: 'happened',
    topic: 'outlet',
    did: `${did} the public page (${publicId}): ${said.text}`,
  } as const
  await recordChange(deps, trx, id, { by, action: `incident.public-${is}`, event })
  return { ...said, decision }
}
