import { createHash } from 'node:crypto'
import type { KnownBlock } from '@slack/types'
import type { Message } from '../../domain/message.ts'

/** What a reader sees; `text` is what notifications and screen readers get. */
export type Shown = { text: string; blocks: KnownBlock[] }

export type Render = (message: Message) => Shown

/** The same for two renderings exactly where a reader could not tell them apart. */
export function hashOf({ text, blocks }: Shown): string {
  return createHash('sha256')
    .update(JSON.stringify([text, blocks]))
    .digest('hex')
}
