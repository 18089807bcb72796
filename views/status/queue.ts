import type { KnownBlock } from '@slack/types'
import type { DeadLetter, GivenUp, Settled } from '../../src/domain/status/queue.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, confirm, context, packed, row, section } from '../blocks.ts'
import { actInWords } from '../deployment/words.ts'
import { setupInWords } from '../incident/words.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { ago, capital, channel, code, line, plural, sentence, time, told } from '../text.ts'

type Trouble = { letters: readonly DeadLetter[]; acts: readonly GivenUp[]; messages: readonly GivenUp[] }

const [mostLetters, mostLines] = [8, 8]

/** The queue with what did not work below it. */
export function queueWithTrouble(queue: Reply, trouble: Trouble): Reply {
  const { letters, acts, messages } = trouble
  const count = letters.length
  return {
    text: count > 0 ? `${queue.text}; ${plural(count, 'piece')} of work laid aside` : queue.text,
    blocks: withinLimits(
      [
        ...letterBlocks(letters),
        ...queue.blocks,
        ...givenUp('Did not work in the last 24 hours', acts, actLine),
        ...givenUp('Could not be posted in the last 24 hours', messages, messageLine),
        ...(count + acts.length + messages.length === 0
          ? [context('Nothing was laid aside, and nothing was given up in the last 24 hours.')]
          : []),
      ],
      'message',
    ),
  }
}

function letterBlocks(letters: readonly DeadLetter[]): KnownBlock[] {
  if (letters.length === 0) return []
  const left = letters.length - mostLetters
  return [
    section(
      `:warning: *Laid aside after too many attempts.* Once its cause is mended, replay it: ${code('/status replay REFERENCE')}. Work that is replayed looks at how things stand first, so nothing is done twice.`,
    ),
    ...letters.slice(0, mostLetters).flatMap(oneLetter),
    ...(left > 0 ? [context(`… and ${left} more`)] : []),
  ]
}

function oneLetter({ reference, work, of, attempts, at }: DeadLetter): KnownBlock[] {
  const sure = confirm(
    'Discard it?',
    'What it was to do stays undone, unless something else asks for it again.',
    'Discard',
    'Keep',
  )
  return [
    section(
      `*${line(capital(workInWords(work, of)), 120)}* ${ago(at)}, ${plural(attempts, 'attempt')}. Its cause is in the log under ${code(reference)}.`,
    ),
    ...row([
      button(actions.replay, 'Replay', reference),
      button(actions.discard, 'Discard', reference, { style: 'danger', confirm: sure }),
    ]),
  ]
}

/** "carry on with deployment 3", in plain text. */
function workInWords(work: string, of: string): string {
  const about = /^advance-(\w+)$/.exec(work)?.[1]
  if (about) return `carry on with ${about} ${of.replace('/', ', ')}`
  if (work === 'run-errands') return `run the errands of incident ${of}`
  if (work === 'deliver') return `send messages to ${of}`
  return work === 'run-checks' ? 'run the checks' : `${work.replaceAll('-', ' ')} ${of}`
}

function givenUp(title: string, things: readonly GivenUp[], inWords: (one: GivenUp) => string): KnownBlock[] {
  if (things.length === 0) return []
  const left = things.length - mostLines
  const more = left > 0 ? [`… and ${left} more`] : []
  return packed([`*${title}*`, ...things.slice(0, mostLines).map(inWords), ...more])
}

function actLine({ subject, what, why, at }: GivenUp): string {
  const name = subject.startsWith('incident:') ? capital(setupInWords(what)) : actInWords(what)
  return `• ${name} (${subjectInWords(subject)}, ${time(at)}): ${sentence(told(why, 250))}`
}

const messageLine = ({ subject, what, why, at }: GivenUp): string =>
  `• The ${line(what.replaceAll('-', ' '), 60)} of ${subjectInWords(subject)}, ${time(at)}: ${sentence(told(why, 250))}`

const subjectInWords = (subject: string): string => line(subject.replace(':', ' '), 60)

/** What became of work that was laid aside. */
export function settledReply({ letter, isReplayed }: Settled): Reply {
  const what = line(workInWords(letter.work, letter.of), 120)
  const where = letter.work === 'deliver' ? ` (${channel(letter.of)})` : ''
  return sentenceReply(
    isReplayed
      ? `Replayed: Pilothouse is about to ${what}${where}. If it fails again it comes back here, after about 25 minutes of attempts.`
      : `Discarded: Pilothouse will not ${what}${where} because of this any more.`,
  )
}
