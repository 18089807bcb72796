import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import type { Page, PagedAbout } from '../../src/domain/paging/page.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { channel, group, line, sentence, told, user } from '../text.ts'
import { withPeople } from '../timeline/entries.ts'
import { targetInText } from './words.ts'

type Shown = Extract<Message, { purpose: 'page' | 'page-failed' }>
type Rendered = { text: string; blocks: KnownBlock[] }

/** What somebody who is paged reads; later it says who takes care of it. */
export function pageMessage({ page, about }: Shown): Rendered {
  const what = aboutInWords(about)
  const standing = standingInWords(page, about)
  if (standing !== null) return { text: `${standing} ${what}`, blocks: [section(`${standing}\n${what}`)] }
  const value = String(about.id)
  const acknowledge = about.kind === 'incident' ? actions.acknowledge : actions.acknowledgeAlert
  return {
    text: `${drill(about)}${addressed(page)}: ${what}`,
    blocks: [
      section(
        `:pager: *${drill(about)}${addressed(page)}: ${what}*\n${whyInWords(page)}${where(about)}\nOnce you acknowledge it, nobody else is paged.`,
      ),
      ...row([button(acknowledge, 'Acknowledge', value, { style: 'primary' })]),
    ],
  }
}

/** Said where everybody looks: somebody who should know does not. */
export function pageFailedMessage({ page, about }: Shown): Rendered {
  const because = sentence(told(page.failedBecause ?? 'Nobody knows why.', 300))
  const next =
    page.rule === null
      ? 'Page somebody else, or call them.'
      : 'Whoever comes next by the rules is paged at once; if nobody does, call somebody.'
  const text = `:warning: *${drill(about)}Pilothouse could not page ${targetInText(page.target)}* about ${aboutInWords(about)}. ${because} ${next}`
  return { text, blocks: [section(text)] }
}

const drill = ({ isDrill }: PagedAbout): string => (isDrill ? 'DRILL: ' : '')

function aboutInWords({ kind, id, title, severity }: PagedAbout): string {
  const what = kind === 'incident' ? `Incident ${id}` : `Alert ${id}`
  const level = severity ? ` (${line(severity.toUpperCase(), 20)})` : ''
  return `${what}${level}${title === null ? ', a private one' : ` · ${line(title, 150)}`}`
}

function addressed({ target }: Page): string {
  switch (target.to) {
    case 'group':
      return `${group(target.group)} is paged`
    case 'channel':
      return '<!here> everybody here is paged'
    default:
      return 'You are paged'
  }
}

const whyInWords = ({ by, because }: Page): string =>
  by === null
    ? `Because ${withPeople(sentence(line(because, 300)))}`
    : `By ${user(by)}: ${withPeople(sentence(line(because, 300)))}`

function where({ kind, channel: place }: PagedAbout): string {
  if (place === null) return ' Its channel is being opened.'
  return kind === 'incident'
    ? ` The work goes on in ${channel(place)}.`
    : ` It is shown in ${channel(place)}.`
}

function standingInWords({ state, acknowledgedBy }: Page, { isOver }: PagedAbout): string | null {
  if (state === 'acknowledged' && acknowledgedBy)
    return `:white_check_mark: ${user(acknowledgedBy)} takes care of it.`
  return isOver || state === 'ended' ? ':white_check_mark: It is over.' : null
}
