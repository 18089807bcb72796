import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { longestPublicText, type PublicUpdate } from '../../src/domain/updates/public-update.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { sentenceReply } from '../reply.ts'
import { quote, time, user } from '../text.ts'
import { publishersInWords } from './publishers.ts'

type Shown = Extract<Message, { purpose: 'public-update' }>

/** Words for the public page, with what became of them. */
export function publicUpdateCard({ said, who }: Shown): { text: string; blocks: KnownBlock[] } {
  const head = headline(said)
  const id = String(said.id)
  const asked = [
    section(`Nobody outside sees them yet. ${publishersInWords(who)} may publish them.`),
    ...row([
      button(actions.publish, 'Publish', id, { style: 'primary' }),
      button(actions.rejectWords, 'Reject', id),
    ]),
  ]
  return {
    text: head,
    blocks: [section(head), section(quote(said.text, longestPublicText)), ...(said.decision ? [] : asked)],
  }
}

function headline({ id, author, state, decision }: PublicUpdate): string {
  const words = `${id}, by ${user(author)}, while ${state}`
  if (!decision) return `:globe_with_meridians: *Words for the public page* (${words})`
  return decision.is === 'published'
    ? `:white_check_mark: *Published ${time(decision.at)} by ${user(decision.by)}* (${words})`
    : `:no_entry_sign: *Rejected ${time(decision.at)} by ${user(decision.by)}* (${words})`
}

export const suggestedReply = ({ id, publicId }: { id: number; publicId: number }): Reply =>
  sentenceReply(`Your words for the public page about incident ${id} are kept. ${awaitsApproval(publicId)}`)

/** What happens next with words that were suggested. */
export const awaitsApproval = (publicId: number): string =>
  `Nobody outside sees them before \`/incident publish ${publicId}\`, or the button in the incident’s channel.`

export const decidedReply = ({ id, decision }: PublicUpdate): Reply =>
  sentenceReply(
    decision?.is === 'published'
      ? `Public update ${id} is published.`
      : `Public update ${id} is rejected, and stays off the public page.`,
  )
