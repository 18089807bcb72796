import type { SuspectFlags } from '../../src/domain/operation/flag.ts'
import type { Reply } from '../../src/ports.ts'
import { suspectLines } from '../operation/suspect-flags.ts'
import { sentenceReply } from '../reply.ts'
import { line } from '../text.ts'

type Asked = {
  id: number
  service: string
  environment: string
  to: number | 'before' | 'last-good'
  /** Flags that may be the cause instead. */
  suspects: SuspectFlags
}

export const rollingBackReply = ({ id, service, environment, to, suspects }: Asked): Reply =>
  sentenceReply(
    [
      `:leftwards_arrow_with_hook: Deployment ${id} rolls ${line(service, 60)} on ${line(environment, 60)} back to ${targetInWords(to)}. Its card shows each step.`,
      ...suspectLines(suspects, environment),
    ].join('\n'),
  )

function targetInWords(to: Asked['to']): string {
  if (to === 'before') return 'what ran before the first deployment known here'
  return to === 'last-good' ? 'the last good release' : `the release of deployment ${to}`
}

const choiceWords = {
  'roll-back': 'is being rolled back. Its card shows each step.',
  keep: 'stays live, by your word. Its card says so.',
  'go-on': 'goes on to more visitors, by your word. Its card shows each stage.',
  'watch-again': 'is watched once more. Its card shows what is seen.',
} as const

export const decidedReply = ({ id, choice }: { id: number; choice: keyof typeof choiceWords }): Reply =>
  sentenceReply(`Deployment ${id} ${choiceWords[choice]}`)
