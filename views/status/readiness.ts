import type { KnownBlock, ModalView } from '@slack/types'
import type {
  Attestation,
  ItemStanding,
  JudgedItem,
  Readiness,
  Score,
} from '../../src/domain/status/readiness.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, form, section, textField } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { capital, code, line, plural, sentence, time, user } from '../text.ts'

const icons = {
  met: ':white_check_mark:',
  missing: ':x:',
  unknown: ':question:',
} as const satisfies Record<ItemStanding['is'], string>

/** How ready production is, area by area; what is missing says why. */
export function readinessReply({ score, areas }: Readiness, now: Date): Reply {
  const text = `Ready: ${scoreInWords(score)}`
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...areas.flatMap(({ area, score: own, items }) => [
          section(`*${capital(line(area.replaceAll('-', ' '), 60))}*: ${scoreInWords(own)}`),
          ...items.map(itemBlock),
        ]),
        context(
          `As of ${time(now)}. What is unknown counts as missing. ${code('/status attest NAME because …')} vouches for an item until it expires.`,
        ),
      ],
      'message',
    ),
  }
}

/** "7 of 12 (58%)" */
const scoreInWords = ({ met, of }: Score): string =>
  of === 0 ? 'nothing is asked for' : `${met} of ${of} (${Math.floor((met / of) * 100)}%)`

function itemBlock(judged: JudgedItem): KnownBlock {
  const { name, item, standing } = judged
  const words = `${icons[standing.is]} ${line(item, 150)}\n   ${code(name, 40)} · ${standingInWords(judged)}`
  const isOffered = judged.is === 'attested' && standing.is !== 'met'
  return section(words, isOffered ? button(actions.attest, 'Attest…', name) : undefined)
}

function standingInWords({ standing, attestation, ...item }: JudgedItem): string {
  const why = line(standing.why, 200)
  if (item.is !== 'attested' || attestation === null)
    return standing.is === 'unknown' ? `unknown: ${sentence(why)}` : sentence(why)
  const by = `${user(attestation.by)} ${time(attestation.at)}`
  return standing.is === 'met'
    ? `attested by ${by}: ${sentence(why)} It counts until ${time(new Date(attestation.at.getTime() + item.expiresAfter))}.`
    : `expired: attested by ${by}.`
}

/** Asks why an item is so. */
export const attestModal = ({ name, item }: Pick<JudgedItem, 'name' | 'item'>): ModalView =>
  form('attest', { title: 'Attest', submit: 'Attest', metadata: name }, [
    section(`*${line(item, 200)}*\nYour name and the date stand beside it, until it expires.`),
    textField({
      ...{ name: 'because', label: 'How you know', isLong: true, max: 500 },
      hint: 'What was done, when, and where it can be read.',
    }),
  ])

export const attestedReply = ({ item, because }: Attestation, { score }: Readiness): Reply =>
  sentenceReply(
    `You attested ${code(item, 40)}: ${sentence(line(because, 200))} ${capital(plural(score.met, 'item'))} of ${score.of} ${score.met === 1 ? 'is' : 'are'} ready now.`,
  )
