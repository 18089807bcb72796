import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import { broughtSha } from '../../src/domain/deployment/plan.ts'
import type { Message } from '../../src/domain/message.ts'
import { section } from '../blocks.ts'
import { waitLines } from '../gate/waits.ts'
import { refusalInWords } from '../refusal.ts'
import { actor, channel, code, line, plural, sentence, time, told } from '../text.ts'
import { failureInWords } from './headline.ts'
import { askAgain, planOf, stateIcons, stateInWords, titleOf } from './words.ts'

type Shown = Extract<Message, { purpose: 'deployment-answer' }>

/** What the person who asked reads in private once the plan is made: where the card is, or why there is none. */
export function deploymentAnswer(shown: Shown): { text: string; blocks: KnownBlock[] } {
  const { deployment, channel: where, cardTrouble } = shown
  if (cardTrouble !== undefined) return cardLost(shown, cardTrouble)
  const text = `${stateIcons[deployment.state]} ${answer(shown, channel(where))}`
  return { text, blocks: [section(text)] }
}

function cardLost({ deployment, channel: where }: Shown, because: string) {
  const { id } = deployment
  const text = `:warning: *${titleOf(deployment)}* goes on, but its card can't be shown in ${channel(where)}: ${sentence(told(because))} Until that is mended, use ${code(`/deploy details ${id}`)}, ${code(`/deploy approve ${id}`)} and ${code(`/deploy cancel ${id}`)}.`
  return { text, blocks: [section(text)] }
}

function answer({ deployment, waits }: Shown, where: string): string {
  const title = `*${titleOf(deployment)}*`
  switch (deployment.state) {
    case 'planned':
      return `${title} is being planned. Its card will appear in ${where}.`
    case 'refused':
      return `${title} was not started. ${refusalInWords(deployment.refusal)}`
    case 'awaiting-approval':
      return `${title} is planned: ${size(deployment)}. It needs ${plural(deployment.plan.approvalsNeeded, 'approval')}; follow it in ${where}.${starts(deployment)}`
    case 'queued': {
      const lines = waitLines(deployment, waits)
      return lines.length > 0
        ? `${title} is accepted: ${size(deployment)}. ${lines.join(' ')} Follow it in ${where}.`
        : `${title} is on its way: ${size(deployment)}. Follow it in ${where}.`
    }
    case 'rolling-out':
      return `${title} is on its way: ${size(deployment)}. Follow it in ${where}.`
    case 'failed':
      return `${title}\n${failureInWords(deployment.failure)}\nAsk again with ${askAgain(deployment)}.`
    case 'cancelled':
      return `${title} was cancelled by ${actor(deployment.by)}. ${sentence(line(deployment.effect))}`
    case 'watching':
    case 'paused':
    case 'rolling-back':
    case 'rolled-back':
    case 'verified':
    case 'rejected':
    case 'expired':
      return `${title} is ${stateInWords(deployment.state)}. Its card is in ${where}.`
  }
}

const starts = ({ startAt }: Deployment): string => (startAt ? ` It starts ${time(startAt)}.` : '')

function size(deployment: Deployment): string {
  const plan = planOf(deployment)
  if (!plan) return 'the plan is not made yet'
  if (broughtSha(plan) === null) return 'what ran before, whose commit is unknown'
  const { facts } = plan
  if (facts.direction === 'unknown') return `commit ${line(facts.sha.slice(0, 7))}`
  return facts.direction === 'behind'
    ? 'an older commit than what is live'
    : plural(facts.totalCommits, 'commit')
}
