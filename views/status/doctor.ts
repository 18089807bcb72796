import type { KnownBlock } from '@slack/types'
import type { ExaminedPart, Finding } from '../../src/domain/status/finding.ts'
import type { Reply } from '../../src/ports.ts'
import { context, packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { channel, group, line, list, plural, sentence, time, told, user } from '../text.ts'

const icons = {
  ok: ':white_check_mark:',
  warning: ':warning:',
  trouble: ':x:',
  unknown: ':question:',
} as const satisfies Record<Finding['is'], string>

/** The examination as far as it has got; what is wrong comes first, each with its fix. */
export function doctorReply(parts: readonly ExaminedPart[], now: Date): Reply {
  const left = parts.filter(({ findings }) => findings === null)
  const text = summary(parts)
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...wrongBlocks(parts),
        ...packed(parts.map(partLine)),
        context(
          left.length > 0
            ? 'Pilothouse is still looking; this message changes as it goes.'
            : `As of ${time(now)}. \`/status doctor\` looks again.`,
        ),
      ],
      'message',
    ),
  }
}

/** "12 things are well, 2 are not." */
function summary(parts: readonly ExaminedPart[]): string {
  const all = parts.flatMap(({ findings }) => findings ?? [])
  const wrong = all.filter(({ is }) => is === 'trouble' || is === 'warning').length
  const unknown = all.filter(({ is }) => is === 'unknown').length
  if (parts.some(({ findings }) => findings === null))
    return `Looking: ${plural(all.length, 'thing')} looked at, ${wrong} not well so far.`
  if (wrong + unknown === 0) return `All well: ${plural(all.length, 'thing')} looked at.`
  const rest = unknown > 0 ? `, ${unknown} unknown` : ''
  return `${wrong} of ${plural(all.length, 'thing')} not well${rest}.`
}

type Wrong = Exclude<Finding, { is: 'ok' }>

const order = ['trouble', 'unknown', 'warning'] as const satisfies Wrong['is'][]

function wrongBlocks(parts: readonly ExaminedPart[]): KnownBlock[] {
  const wrong = parts.flatMap(({ findings }) => findings ?? []).filter((one): one is Wrong => one.is !== 'ok')
  return packed(order.flatMap((is) => wrong.filter((one) => one.is === is).map(wrongLine)))
}

function wrongLine({ what, is, why, fix }: Wrong): string {
  const next = fix === null ? '' : `\n   *Fix:* ${sentence(named(line(fix, 200)))}`
  return `${icons[is]} *${named(line(what, 120))}*: ${sentence(named(told(why, 300)))}${next}`
}

function partLine({ name, findings }: ExaminedPart): string {
  const title = `*${line(name, 60)}*`
  if (findings === null) return `:hourglass_flowing_sand: ${title} …`
  const well = findings.filter(({ is }) => is === 'ok')
  if (well.length === 0) return `${icons[worst(findings)]} ${title}: see above`
  const said = well.map(({ what, why }) => `${named(line(what, 80))}${why ? ` (${line(why, 120)})` : ''}`)
  return `${icons[worst(findings)]} ${title}: ${list(said, 12)}`
}

const worst = (findings: readonly Finding[]): Finding['is'] =>
  (['trouble', 'unknown', 'warning'] as const).find((is) => findings.some((one) => one.is === is)) ?? 'ok'

/** Slack's own names for the ids that stand in a sentence; a mention of a group in a message to one person pings nobody else. */
const named = (text: string): string =>
  text
    .replace(/(?<![<#@^\w])C[A-Z0-9]{8,}\b/g, (id) => channel(id))
    .replace(/(?<![<#@^\w])S[A-Z0-9]{8,}\b/g, (id) => group(id))
    .replace(/(?<![<#@^\w])[UW][A-Z0-9]{8,}\b/g, (id) => user(id))
