import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { EmojiText } from './emoji-text.tsx'
import { MrkdwnText } from './mrkdwn.tsx'

export type AnyText = PlainTextElement | MrkdwnElement

export function TextObject({ text }: { text: AnyText }) {
  return text.type === 'mrkdwn' ? (
    <MrkdwnText text={text.text} />
  ) : (
    <span class="plain">
      <EmojiText text={text.text} />
    </span>
  )
}
