import { commanderRole, communicationsRole } from '../../src/domain/incident/role.ts'
import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { line, time, user } from '../text.ts'

type Given =
  | { is: 'so-already'; role: string; holder: string | null }
  | { is: 'taken' | 'left-empty'; role: string }
  | { is: 'offered'; role: string; to: string; holder: string | null; expiresAt: Date; isNew: boolean }

/** To whoever it is about, "you" is plainer than their own name. */
export function roleReply({ id, reader, given }: { id: number; reader: string; given: Given }): Reply {
  const role = line(given.role, 60)
  switch (given.is) {
    case 'taken':
      return sentenceReply(`You are ${role} of incident ${id} now${duty(given.role)}.`)
    case 'left-empty':
      return sentenceReply(
        `Nobody is ${role} of incident ${id} now; what it is there for is the commander’s.`,
      )
    case 'so-already':
      return sentenceReply(
        `${given.holder === null ? 'Nobody is' : given.holder === reader ? 'You are' : `${user(given.holder)} is`} ${role} of incident ${id} already, so nothing changed.`,
      )
    case 'offered': {
      const who = user(given.to)
      const holder =
        given.holder === null ? 'nobody is' : given.holder === reader ? 'you are' : `${user(given.holder)} is`
      return sentenceReply(
        `${who} ${given.isNew ? 'is' : 'was'} asked ${given.isNew ? '' : 'already '}to be ${role} of incident ${id}, and has until ${time(given.expiresAt)} to accept. Until then ${holder}.`,
      )
    }
  }
}

const duty = (role: string): string =>
  role === commanderRole || role === communicationsRole ? ', and are reminded when an update is due' : ''

type Answered = { incident: number; role: string; isAccepted: boolean; by: string }

export const offerAnsweredReply = ({ incident, role, isAccepted, by }: Answered): Reply =>
  sentenceReply(
    isAccepted
      ? `You are ${line(role, 60)} of incident ${incident} now${duty(role)}.`
      : `You declined to be ${line(role, 60)} of incident ${incident}; ${user(by)} is told.`,
  )
