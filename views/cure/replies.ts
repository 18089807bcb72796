import type { KnownBlock } from '@slack/types'
import type { Elsewhere, Suspicion } from '../../src/domain/message.ts'
import type { Reply } from '../../src/ports.ts'
import { packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural } from '../text.ts'
import { suspectBlocks } from './suspects.ts'

const maxInReply = 10

type Suspects = { id: number; title: string; suspicion: Suspicion; elsewhere: Elsewhere }

export function suspectsReply({ id, title, suspicion, elsewhere }: Suspects): Reply {
  const blocks: KnownBlock[] = [
    section(`*Incident ${id} · ${line(title, 150)}*`),
    ...suspectBlocks(id, suspicion, maxInReply),
    ...packed(elsewhereInWords(elsewhere)),
  ]
  return {
    text: `${plural(suspicion.suspects.length, 'suspect')} of incident ${id}`,
    blocks: withinLimits(blocks, 'message'),
  }
}

function elsewhereInWords({ found, unknown }: Elsewhere): string[] {
  return [
    '*Past Pilothouse*',
    ...found.map((sentence) => `• ${line(sentence, 300)}`),
    ...unknown.map((sentence) => `• :grey_question: ${line(sentence, 300)}`),
    ...(found.length + unknown.length === 0
      ? ['Nothing: no flag changed and nobody deployed by hand, as far as the providers tell.']
      : []),
  ]
}

type RollingBack = {
  incident: number
  id: number
  service: string
  environment: string
  isShortened: boolean
}

export const curingReply = ({ incident, id, service, environment, isShortened }: RollingBack): Reply =>
  sentenceReply(
    `:leftwards_arrow_with_hook: Deployment ${id} rolls ${line(service, 60)} on ${line(environment, 60)} back to the last good release.${isShortened ? ' You lead the incident, so your word is enough.' : ' Where approvals are needed, its card asks for them.'} What becomes of it stands in the timeline of incident ${incident}.`,
  )

export const liftedReply = ({ id, freed }: { id: number; freed: number }): Reply =>
  sentenceReply(
    `:unlock: Incident ${id} keeps nothing from being deployed any more${freed > 0 ? '; whatever waited for it starts' : ''}. The timeline says that you lifted the lock, and why.`,
  )
