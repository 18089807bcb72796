import type { Button, KnownBlock } from '@slack/types'
import {
  asTyped,
  type Conclusion,
  conclude,
  type Diagnostic,
  type DiagnosticStep,
  type Evidence,
  evidenceOf,
  inWords,
} from '../../src/domain/diagnostic/diagnostic.ts'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, context, packed, row, section } from '../blocks.ts'
import { unpinButton } from '../deployment/pin-words.ts'
import { line, link, plural, sentence, time } from '../text.ts'

const icons = {
  ok: ':white_check_mark:',
  warning: ':warning:',
  trouble: ':x:',
  unknown: ':question:',
} as const satisfies Record<Evidence['is'], string>

const verdicts = { ...icons, well: icons.ok } as const
const mostEvidence = 12

/** A diagnostic as it goes: the finding first, then what it rests on, and what to do next. */
export function diagnosticCard({ diagnostic }: Extract<Message, { purpose: 'diagnostic-card' }>): {
  text: string
  blocks: KnownBlock[]
} {
  const title = `Diagnostic ${diagnostic.id} · ${line(inWords(diagnostic), 150)}`
  if (diagnostic.endedAt === null) return underWay(diagnostic, title)
  const found = conclude(diagnostic)
  return {
    text: `${title}: ${line(found.says, 300)}`,
    blocks: [
      section(`${verdicts[found.is]} *${title}*\n*${sentence(line(found.says, 600))}*`),
      ...(found.next === null ? [] : [section(`*Next:* ${sentence(line(found.next, 400))}`)]),
      ...evidenceBlocks(diagnostic),
      context(`As of ${time(diagnostic.endedAt)}. ${reportLine(diagnostic)}`),
      ...row(buttons(diagnostic, found)),
    ],
  }
}

function underWay({ steps }: Diagnostic, title: string): { text: string; blocks: KnownBlock[] } {
  const done = steps.filter(({ is }) => is === 'seen' || is === 'unseen').length
  const text = `${title}: ${done} of ${plural(steps.length, 'step')}`
  return {
    text,
    blocks: [
      section(`:mag: *${text}*`),
      ...packed(steps.map(stepLine)),
      context('Pilothouse is looking; this message changes as it goes.'),
    ],
  }
}

function stepLine(step: DiagnosticStep): string {
  const title = line(step.title, 120)
  switch (step.is) {
    case 'waiting':
      return `:black_small_square: ${title}`
    case 'looking':
      return `:hourglass_flowing_sand: ${title} …${step.trouble === null ? '' : ` ${line(step.trouble, 200)}`}`
    case 'seen':
      return `${icons[worst(step.seen.findings)]} ${title}`
    case 'unseen':
      return `${icons.unknown} ${title}: ${line(step.because, 200)}`
  }
}

const worst = (findings: readonly Evidence[]): Evidence['is'] =>
  (['trouble', 'warning', 'unknown'] as const).find((is) => findings.some((one) => one.is === is)) ?? 'ok'

function evidenceBlocks(diagnostic: Diagnostic): KnownBlock[] {
  const evidence = evidenceOf(diagnostic)
  const left = evidence.length - mostEvidence
  const more = left > 0 ? [`… and ${left} more in the report`] : []
  return packed([...evidence.slice(0, mostEvidence).map(evidenceLine), ...more])
}

function evidenceLine(one: Evidence): string {
  const why = one.why === undefined ? '' : `: ${sentence(line(one.why, 400))}`
  return `${icons[one.is]} *${line(one.what, 120)}*${why}`
}

function reportLine({ report }: Diagnostic): string {
  const troubles = report.troubles.map((why) => ` The report could not be handed out: ${line(why, 200)}`)
  const proposed = report.url === null ? '' : ` It is proposed in ${link(report.url, 'a pull request')}, too.`
  return troubles.length > 0
    ? troubles.join('').trim()
    : `The report is a file beside this message.${proposed}`
}

function buttons(diagnostic: Diagnostic, { is, remedy }: Conclusion): Button[] {
  const { service, environment } = diagnostic
  const cures: Button[] = []
  if (service !== null && environment !== null) {
    if (remedy === 'roll-back') cures.push(button(actions.rollback, 'Roll back…', service))
    if (remedy === 'unpin') cures.push(unpinButton({ service, environment }))
  }
  if (is === 'trouble' || is === 'unknown')
    cures.push(button(actions.declare, 'Declare incident…', 'diagnostic'))
  return [...cures, button(actions.diagnose, 'Look again', asTyped(diagnostic))]
}
