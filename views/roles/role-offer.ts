import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { channel, code, line, list, time, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'role-offer' }>
type Rendered = { text: string; blocks: KnownBlock[] }

/** Asks somebody to take a role; later it says what became of that. */
export function roleOffer(shown: Shown): Rendered {
  const { offer, incident, audience } = shown
  const title = incidentTitle(incident)
  if (offer.state !== 'open' || audience === 'offerer') {
    const ended = endInWords(shown)
    return { text: `${title}: ${ended}`, blocks: [section(`${ended}\n${title}`)] }
  }
  const role = line(offer.role, 60)
  const asked =
    audience === 'person'
      ? `${user(offer.by)} asks you to be *${role}*`
      : `${user(offer.by)} asks ${user(offer.to)} to be *${role}*`
  const where = audience === 'person' && incident.channel ? ` in ${channel(incident.channel)}` : ''
  const what = shown.description ? `\n${line(shown.description, 200)}` : ''
  return {
    text: `${asked}: ${title}`,
    blocks: [
      section(
        `:raised_hand: ${asked}${where}\n${title}${what}\n${meanwhile(shown)} Answer by ${time(offer.expiresAt)}, also with ${code(`/incident accept ${incident.id} ${offer.role}`)}.`,
      ),
      ...row([
        button(actions.acceptRole, 'Accept', String(offer.id), { style: 'primary' }),
        button(actions.declineRole, 'Decline', String(offer.id)),
      ]),
    ],
  }
}

const meanwhile = ({ holder }: Shown): string =>
  holder === null ? 'Until then nobody is.' : `Until then ${user(holder)} is.`

function endInWords({ offer, holder }: Shown): string {
  const role = line(offer.role, 60)
  const still = holder === null ? `Nobody is ${role}` : `${user(holder)} is ${role} still`
  switch (offer.state) {
    case 'open':
      return `:hourglass_flowing_sand: ${user(offer.to)} has not answered yet whether to be ${role}.`
    case 'accepted':
      return `:white_check_mark: ${user(offer.to)} accepted to be ${role}, as ${user(offer.by)} had asked.`
    case 'declined':
      return `:no_entry_sign: ${user(offer.to)} declined to be ${role}. ${still}. Ask somebody else: ${code(`/incident role ${offer.role} @priya`)}`
    case 'expired':
      return `:hourglass: ${user(offer.to)} did not answer in time whether to be ${role}. ${still}. Ask again, or take it yourself: ${code(`/incident role ${offer.role} me`)}`
    case 'overtaken':
      return `${user(offer.to)} need not be ${role} any more: it was settled otherwise.`
  }
}

/** Tells everybody that somebody with a role is no longer in the workspace. */
export function personLeft(shown: Extract<Message, { purpose: 'person-left' }>): Rendered {
  const { user: who, roles, wasCommander, incident } = shown
  const fell =
    roles.length > 0
      ? ` What they did as ${list(
          roles.map((role) => line(role, 60)),
          5,
        )} is the commander’s now.`
      : ''
  const led = wasCommander ? ' *Nobody leads this incident until somebody takes command.*' : ''
  const text = `${user(who)} is no longer in this workspace.${fell}${led}`
  return {
    text: `${incidentTitle(incident)}: ${text}`,
    blocks: [
      section(`:warning: ${text}`),
      ...row(
        wasCommander
          ? [button(actions.claim, 'Take command', String(incident.id), { style: 'primary' })]
          : [button(actions.roles, 'Roles…', String(incident.id))],
      ),
    ],
  }
}
