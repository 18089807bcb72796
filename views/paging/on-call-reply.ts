import type { Shift } from '../../src/domain/paging/on-call.ts'
import type { UserId } from '../../src/domain/people.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { list, time, user } from '../text.ts'

type OnCall =
  | { by: 'nothing' }
  | { by: 'group'; members: UserId[] }
  | { by: 'rotation'; now: Shift; next: Shift | null }

/** Who is on call, who is next and when; where nobody knows, why. */
export const onCallReply = (onCall: OnCall): Reply => sentenceReply(words(onCall))

function words(onCall: OnCall): string {
  switch (onCall.by) {
    case 'nothing':
      return 'Nobody is on call, because pilothouse.yml does not say who: add `incidents.onCall` to it, with a user group or a rotation.'
    case 'group':
      return onCall.members.length === 0
        ? 'Nobody is on call: the user group that pilothouse.yml names has no members. Add somebody to it in Slack.'
        : `On call are ${list(onCall.members.map(user), 20)}, the members of a user group. Only a rotation in pilothouse.yml knows who is next.`
    case 'rotation':
      return `${who(onCall.now)} ${whoNext(onCall)}`
  }
}

const who = ({ user: id, until }: Shift): string => {
  const end = until ? ` until ${time(until)}` : ''
  return id === null ? `:warning: *Nobody is on call*${end}.` : `${user(id)} is on call${end}.`
}

const whoNext = ({ next }: Extract<OnCall, { by: 'rotation' }>): string =>
  next?.from
    ? `Then ${next.user === null ? 'nobody' : user(next.user)}, from ${time(next.from)}.`
    : 'Nobody follows.'
