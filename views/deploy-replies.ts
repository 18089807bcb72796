import type { Reply } from '../src/ports.ts'
import { sentenceReply } from './reply.ts'
import { code, line, plural } from './text.ts'

type Asked = { id: number; service: string; environment: string; ref: string; isAnsweredHere?: boolean }

/** Said at once; the answer to the plan follows in its place. */
export const planningReply = ({ id, service, environment, ref, isAnsweredHere = true }: Asked): Reply =>
  sentenceReply(
    `:mag: Planning deployment ${id}: ${line(service, 60)} → ${line(environment, 60)} from ${code(ref, 100)}. The result follows ${isAnsweredHere ? 'here' : 'in a direct message'} in a moment.`,
  )

type Approved = { id: number; approved: number; needed: number; isComplete: boolean }

export const approvedReply = ({ id, approved, needed, isComplete }: Approved): Reply =>
  sentenceReply(
    isComplete
      ? `:white_check_mark: You approved deployment ${id}, and it starts as soon as its turn comes. Its card shows each step.`
      : `:white_check_mark: You approved deployment ${id}: ${approved} of ${plural(needed, 'approval')}. It waits for the others.`,
  )

export const rejectedReply = ({ id }: { id: number }): Reply =>
  sentenceReply(`You rejected deployment ${id}. Nothing was changed, and your reason stands on its card.`)

const cancelWords = {
  cancelled: 'is cancelled. Nothing was changed.',
  stopping: 'is being stopped; its card will say what state that leaves.',
} as const

export const cancelledReply = ({ id, became }: { id: number; became: keyof typeof cancelWords }): Reply =>
  sentenceReply(`Deployment ${id} ${cancelWords[became]}`)
