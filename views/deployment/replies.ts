import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { code, line, plural, time } from '../text.ts'

type Asked = {
  id: number
  service: string
  environment: string
  ref: string
  start?: Start | null
  isAnsweredHere?: boolean
}

/** `timeZone` is where the time was read; null where it needed none. */
type Start = { at: Date; timeZone: string | null; isTheirs: boolean }

/** Said at once; the answer to the plan follows in its place. */
export const planningReply = ({
  id,
  service,
  environment,
  ref,
  start,
  isAnsweredHere = true,
}: Asked): Reply =>
  sentenceReply(
    `:mag: Planning deployment ${id}: ${line(service, 60)} → ${line(environment, 60)} from ${code(ref, 100)}${start ? startInWords(start) : ''}. The result follows ${isAnsweredHere ? 'here' : 'in a direct message'} in a moment.`,
  )

/** The date that was understood; everybody reads it by their own clock. */
function startInWords({ at, timeZone, isTheirs }: Start): string {
  const zone = timeZone === null ? '' : ` by the clock of ${line(timeZone, 60)}`
  return `, to start ${time(at)}${zone}${isTheirs ? '' : ', because Slack could not say which is yours'}`
}

export const startedReply = ({ id, isApproved }: { id: number; isApproved: boolean }): Reply =>
  sentenceReply(
    `:arrow_forward: Deployment ${id} no longer waits for its time: it starts as soon as ${isApproved ? 'nothing else holds it' : 'it is approved'}. Its card says what it waits for.`,
  )

type Approved = { id: number; approved: number; needed: number; isComplete: boolean; startAt: Date | null }

export const approvedReply = ({ id, approved, needed, isComplete, startAt }: Approved): Reply =>
  sentenceReply(
    isComplete
      ? `:white_check_mark: You approved deployment ${id}, and it starts ${startAt ? time(startAt) : 'as soon as nothing else holds it'}. Its card says what it waits for, and shows each step.`
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
