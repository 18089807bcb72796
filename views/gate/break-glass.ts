import type { KnownBlock } from '@slack/types'
import type { Deployment } from '../../src/domain/deployment/deployment.ts'
import type { Skipped } from '../../src/domain/gate/break-glass.ts'
import type { Message } from '../../src/domain/message.ts'
import type { Reply } from '../../src/ports.ts'
import { section } from '../blocks.ts'
import { commitOf, planOf, route } from '../deployment/words.ts'
import { sentenceReply } from '../reply.ts'
import { actor, channel, code, group, line, list, plural, sentence, time, user } from '../text.ts'
import { lockedPlace } from './lock-words.ts'

/** Who broke the glass, why, and what that went past; nothing for every other deployment. */
export function breakGlassBlocks(deployment: Deployment): KnownBlock[] {
  if (!deployment.isBreakGlass) return []
  const { requestedBy, reason } = deployment
  const skipped = planOf(deployment)?.skipped
  const why = sentence(line(reason ?? 'no reason is known', 500))
  return [
    section(
      `:rotating_light: *Break-glass* by ${user(requestedBy)}: ${why}${skipped ? `\n*Skipped:* ${skippedInWords(skipped)}` : ''}`,
    ),
  ]
}

/** "1 approval, 2 red checks: test, lint; the lock of @tomas" */
function skippedInWords(skipped: readonly Skipped[]): string {
  return skipped.length === 0 ? 'nothing: nothing stood in its way.' : `${skipped.map(inWords).join('; ')}.`
}

function inWords(one: Skipped): string {
  switch (one.what) {
    case 'approvals':
      return plural(one.count, 'approval')
    case 'checks':
      return `${plural(one.names.length, `${one.are} check`)}: ${names(one.names)}`
    case 'checklist':
      return `${plural(one.items.length, 'item')} of the checklist: ${names(one.items)}`
    case 'freeze':
      return `the freeze ${line(one.name, 80)} (until ${time(new Date(one.until))})`
    case 'lock':
      return `${one.lock.isLatch ? 'the lock that a rollback left' : `the lock of ${actor(one.lock.holder)}`} (${lockedPlace(one.lock)}: ${line(one.lock.reason, 200)})`
  }
}

const names = (all: readonly string[]): string =>
  list(
    all.map((name) => line(name, 80)),
    6,
  )

type Shown = Extract<Message, { purpose: 'break-glass' }>

/** Tells those who would have approved, where incidents are announced. */
export function breakGlassNotice({ deployment, channel: where }: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const plan = planOf(deployment)
  const { approvers } = plan ?? { approvers: { users: [] } }
  const people = [
    ...('group' in approvers && approvers.group ? [group(approvers.group)] : []),
    ...approvers.users.map(user),
  ]
  const title = `${line(route(deployment), 100)} · deployment ${deployment.id}`
  const text = [
    `:rotating_light: *Break-glass: ${title}*${plan ? ` (${commitOf(plan)})` : ''}, by ${user(deployment.requestedBy)}: ${sentence(line(deployment.reason ?? '', 500))}`,
    ...(plan?.skipped ? [`*Skipped:* ${skippedInWords(plan.skipped)}`] : []),
    `${people.length > 0 ? `${list(people, 6)}: please look.` : 'Please look.'} Its card is in ${channel(where)}; ${code(`/deploy details ${deployment.id}`)} tells everything.`,
  ].join('\n')
  return { text, blocks: [section(text)] }
}

type Asked = { id: number; service: string; environment: string; ref: string }

export const breakGlassReply = (asked: Asked): Reply =>
  sentenceReply(
    `:rotating_light: You broke the glass: deployment ${asked.id}, ${line(route(asked), 120)} from ${code(asked.ref, 100)}, starts without approval as soon as its turn comes. Your reason stands on its card, and the approvers are told.`,
  )
