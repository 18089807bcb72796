import type { Reply } from '../../src/ports.ts'
import { sentenceReply } from '../reply.ts'
import { link } from '../text.ts'

export const linkReply = ({ id, url }: { id: number; url: string }): Reply =>
  sentenceReply(
    `:key: ${link(url, `Your page for incident ${id}`)} posts updates and resolves it while Slack is away. It works for 24 hours and acts in your name, so keep the address to yourself; a bookmark is the best place.`,
  )

export const noLinkReply = (): Reply =>
  sentenceReply(
    'There is no page for when Slack is away here: whoever runs Pilothouse has to set PILOTHOUSE_WEB_URL and PILOTHOUSE_LINK_SECRET. Nothing was changed.',
  )
