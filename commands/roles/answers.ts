import type { Incident } from '../../src/domain/incident/incident.ts'
import { isOpen } from '../../src/domain/incident/incident.ts'
import { commanderRole, holderOf, roleNames } from '../../src/domain/incident/role.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { answerOffer, type OfferAnswer } from '../../src/workflows/roles/answer-offer.ts'
import { giveRole, type RoleWish } from '../../src/workflows/roles/give-role.ts'
import { actions, forms } from '../../views/actions.ts'
import { offerAnsweredReply, roleReply } from '../../views/roles/replies.ts'
import { roleModal } from '../../views/roles/role-modal.ts'
import { type Refuse, refuseUnder } from '../incident/changes.ts'
import { readMetadata } from '../incident/modals.ts'
import { newFormToken, once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'
import type { RoleCommand } from './grammar.ts'

type CommandOf<Verb> = Extract<RoleCommand, { verb: Verb }>

/** Takes or hands over a role typed on one line; the form where it was left open which or to whom. */
export async function role(
  incident: Incident,
  { role, to }: CommandOf<'role'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  if (role === null || to === undefined) return openRoleForm(incident, role ?? undefined, invoker, deps)
  return await give({ id: incident.id, role, to: to === 'me' ? invoker.user : to }, invoker, deps)
}

async function give(wish: RoleWish, invoker: Invoker, deps: Deps, no: Refuse = refuse): Promise<Answer> {
  const given = await giveRole(deps, wish, invoker)
  return isRefusal(given) ? no(given) : reply(roleReply({ id: wish.id, reader: invoker.user, given }))
}

/** Takes command at once. */
export const claim = (id: number, invoker: Invoker, deps: Deps): Promise<Answer> =>
  give({ id, role: commanderRole, to: invoker.user }, invoker, deps)

/** Accepts or declines what one was asked to be in an incident. */
export const answerRole = (
  { id: incident }: Incident,
  { verb, role }: CommandOf<'accept' | 'decline-role'>,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> => answer({ isAccepted: verb === 'accept', incident, role }, invoker, deps)

async function answer(wanted: OfferAnswer, invoker: Invoker, deps: Deps): Promise<Answer> {
  const answered = await answerOffer(deps, wanted, invoker)
  return isRefusal(answered) ? refuse(answered) : reply(offerAnsweredReply(answered))
}

/** What the form showed travels with it, so that two people who hand over at once are told. */
function openRoleForm(
  incident: Incident,
  chosen: string | undefined,
  { channel }: Invoker,
  deps: Deps,
): Answer {
  const { id, state } = incident
  if (!isOpen(incident))
    return refuse({ refused: 'wrong-incident-state', id, state, verb: 'change the roles of' })
  const { roles } = deps.config.incidents
  const seen = JSON.stringify(roleNames(roles).map((name) => holderOf(incident, name)))
  const metadata = JSON.stringify({ incident: id, channel, seen, form: newFormToken() })
  return { answer: 'open', view: { ...roleModal(incident, roles, chosen), private_metadata: metadata } }
}

const open: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = parseId(value)
  const incident = id === null ? null : await findVisible(id, invoker, deps)
  return incident
    ? openRoleForm(incident, undefined, invoker, deps)
    : refuse({ refused: 'no-such-incident', id: value })
}

const claiming: Answers<Click> = async ({ value }, invoker, deps) => {
  const id = parseId(value)
  const incident = id === null ? null : await findVisible(id, invoker, deps)
  return incident
    ? await claim(incident.id, invoker, deps)
    : refuse({ refused: 'no-such-incident', id: value })
}

const answering =
  (isAccepted: boolean): Answers<Click> =>
  async ({ value }, invoker, deps) =>
    await answer({ isAccepted, offer: parseId(value) ?? 0 }, invoker, deps)

export const roleClicks: Record<string, Answers<Click>> = {
  [actions.roles]: open,
  [actions.claim]: claiming,
  [actions.acceptRole]: answering(true),
  [actions.declineRole]: answering(false),
}

const submitted: Answers<Submission> = async ({ metadata, values }, invoker, deps) => {
  const no = refuseUnder('user')
  const about = readMetadata(metadata)
  if (!about || values.role === undefined) return no({ refused: 'changed-meanwhile', what: 'this form' })
  if (!(await findVisible(about.incident, { ...invoker, channel: about.channel }, deps)))
    return no({ refused: 'no-such-incident', id: String(about.incident) })
  const wish = { id: about.incident, role: values.role, to: values.user ?? null }
  return await give({ ...wish, seen: seenIn(about.seen, values.role, deps) }, invoker, deps, no)
}

/** Undefined where the configuration has changed since the form was drawn. */
function seenIn(seen: string | undefined, role: string, { config }: Deps): string | null | undefined {
  const names = roleNames(config.incidents.roles)
  const holders: unknown = seen === undefined ? null : JSON.parse(seen)
  if (!Array.isArray(holders) || holders.length !== names.length) return undefined
  const holder: unknown = holders[names.indexOf(role)]
  return holder === null || typeof holder === 'string' ? holder : undefined
}

export const roleForms: Record<string, Answers<Submission>> = { [forms.role.id]: once('role', submitted) }
