import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { code, duration, group, line, link, time, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'postmortem-news' }>

/** What is said after the end: about the post-mortem, its review, and the channel. */
export function postmortemNews(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const title = incidentTitle(shown.incident)
  const [head, ...rest] = inWords(shown)
  return {
    text: `${title}: ${head}`,
    blocks: [section([`*${title}*`, head, ...rest].join('\n')), ...row(buttons(shown))],
  }
}

function inWords({ incident, news, postmortem, reviewers }: Shown): string[] {
  const { id } = incident
  switch (news.about) {
    case 'proposed':
      return [
        `:memo: The post-mortem, made of the facts, is ${link(news.url, `pull request ${news.number}`)}. What nobody has said yet is marked as missing: write it here with *Edit post-mortem…*, or on GitHub.`,
        `Merging it closes the incident. The check on it is red while an action item has no owner or no date; ${code(`/incident action ${id} what is to be done`)} adds one.`,
      ]
    case 'not-merged':
      return [
        `:warning: ${link(news.url, `Pull request ${news.number}`)} was closed without being merged, so the incident is still open for its post-mortem.`,
        `${code(`/incident postmortem ${id} again`)} proposes it anew; ${code(`/incident close ${id} because …`)} does without.`,
      ]
    case 'sent':
      return [
        `:memo: The post-mortem went to ${user(news.to)} as a file, because ${line(news.because, 200)}.`,
      ]
    case 'review':
      return [review(news, people(reviewers)), where(postmortem)]
    case 'archive':
      return [
        `:file_cabinet: The incident is closed, and this channel is archived now. ${code(`/incident timeline ${id}`)} still shows everything.`,
        where(postmortem),
      ].filter(Boolean)
  }
}

type Review = Extract<Shown['news'], { about: 'review' }>

function review({ at, before }: Review, who: string): string {
  return before === 0
    ? `:hourglass: The review of the post-mortem was due ${time(at)}. Merge it, or say that the review was held. ${who}`
    : `:calendar: The post-mortem is reviewed ${time(at)}, in ${duration(before)}. ${who}`
}

const people = ({ group: team, users }: Shown['reviewers']): string =>
  [...(team ? [group(team)] : []), ...users.map(user)].join(' ')

const where = (postmortem: Shown['postmortem']): string =>
  postmortem?.pull
    ? `The post-mortem is ${link(postmortem.pull.url, `pull request ${postmortem.pull.number}`)}.`
    : ''

function buttons({ incident, news }: Shown) {
  const id = String(incident.id)
  switch (news.about) {
    case 'proposed':
      return [
        button(actions.postmortem, 'Edit post-mortem…', id, { style: 'primary' }),
        button(actions.lookNow, 'Check now', id),
      ]
    case 'review':
      return [
        button(actions.postmortem, 'Edit post-mortem…', id),
        button(actions.reviewed, 'Review held', id),
      ]
    default:
      return []
  }
}
