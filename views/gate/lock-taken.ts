import type { KnownBlock } from '@slack/types'
import type { Message } from '../../src/domain/message.ts'
import { section } from '../blocks.ts'
import { actor, line, sentence, time } from '../text.ts'
import { lockedPlace } from './lock-words.ts'

type Shown = Extract<Message, { purpose: 'lock-taken' }>

/** What somebody reads in private whose lock was taken over: by whom, when, why, and what to do. */
export function lockTaken({ was, now, at }: Shown): { text: string; blocks: KnownBlock[] } {
  const until = now.until ? ` until ${time(new Date(now.until))}` : ''
  const text = `:lock: ${actor(now.holder)} took over your lock of ${lockedPlace(was)} ${time(at)}${until}: ${sentence(line(now.reason, 300))} Yours was: ${sentence(line(was.reason, 300))} Talk to ${actor(now.holder)} if you still need it; \`/deploy locks\` lists every lock.`
  return { text, blocks: [section(text)] }
}
