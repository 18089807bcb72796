import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { plural } from '../text.ts'

type Amended = { id: number; seq: number; by: number }

export const amendedReply = ({ id, seq, by }: Amended): Reply =>
  sentenceReply(
    `Entry ${seq} of incident ${id} reads so now. What you wrote first stays in the timeline, and the correction is entry ${by}.`,
  )

export const exportedReply = ({ id, count }: { id: number; count: number }): Reply =>
  sentenceReply(
    `:page_facing_up: The timeline of incident ${id}, with ${plural(count, 'entry', 'entries')}, is in your direct message with Pilothouse.`,
  )
