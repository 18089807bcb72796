import type { Refusal } from '../src/domain/refusal.ts'
import type { Reply } from '../src/ports.ts'
import { section } from './blocks.ts'
import { clip, limits, withinLimits } from './limits.ts'
import { refusalInWords } from './refusal.ts'
import { troubleInWords } from './trouble.ts'

/** A private answer of one or more sentences of mrkdwn; whatever is foreign in them is escaped already. */
export const sentenceReply = (text: string): Reply => ({
  text: clip(text, limits.fallbackText),
  blocks: withinLimits([section(text)], 'message'),
})

export const refusalReply = (refusal: Refusal): Reply => sentenceReply(refusalInWords(refusal))

export const troubleReply = (error: unknown, reference: string): Reply =>
  sentenceReply(`:warning: ${troubleInWords(error, reference)}`)
