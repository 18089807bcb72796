import type { KnownBlock } from '@slack/types'
import type {
  RunbookDetail,
  RunbookStep,
  RunbookText,
  StartedRunbook,
} from '../../src/domain/incident/runbook.ts'
import { pagesOf } from '../../src/domain/incident/runbook.ts'
import type { Message } from '../../src/domain/message.ts'
import { actions } from '../actions.ts'
import { button, confirm, context, row, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { code, escapeText, line, link, oneLine, shorten, time, user } from '../text.ts'

type Shown = Extract<Message, { purpose: 'runbook-card' }>

/** One page of a runbook: its steps, each with a box to tick, and buttons for what Pilothouse can do itself. */
export function runbookCard({ incident, started, page }: Shown): { text: string; blocks: KnownBlock[] } {
  const { runbook, ticks } = started
  const pages = pagesOf(runbook)
  const steps = pages[page] ?? []
  const part = pages.length > 1 ? ` · page ${page + 1} of ${pages.length}` : ''
  const title = `Runbook ${line(runbook.title, 100)}`
  return {
    text: `${title}: ${incidentTitle(incident)}`,
    blocks: [
      section(
        `:book: *${title}*${part} · ${ticks.length} of ${runbook.steps.length} steps done\n${incidentTitle(incident)}`,
      ),
      ...(page === 0 ? introOf(started) : []),
      ...steps.flatMap((step) => stepBlocks(started, step)),
      ...(page === pages.length - 1 ? [context(originOf(started))] : []),
    ],
  }
}

const introOf = ({ runbook }: StartedRunbook): KnownBlock[] => [
  ...detailBlocks(runbook.intro),
  ...runbook.troubles.map((trouble) => context(`:warning: ${line(trouble, 200)}`)),
]

function originOf({ runbook, startedBy, startedAt }: StartedRunbook): string {
  const from = runbook.url
    ? `, ${link(runbook.url, 'as it was written then')}.`
    : '. It comes with Pilothouse.'
  return `Begun by ${user(startedBy)} ${time(startedAt)}${from} ${code(`/incident tick 1 of ${runbook.name}`, 120)} ticks a step, too.`
}

function stepBlocks(started: StartedRunbook, step: RunbookStep): KnownBlock[] {
  const tick = started.ticks.find((one) => one.step === step.number)
  const value = `${started.id}:${step.number}`
  const box = tick ? `☑ ${step.number}.` : `☐ ${step.number}.`
  const by = tick ? ` — ${user(tick.user)} ${time(tick.at)}` : ''
  const heading = step.heading ? `*${line(step.heading, 120)}*\n` : ''
  const words = `${heading}${box} ${lineOf(step.line, 900) || 'Step'}${by}`
  return [
    section(
      words,
      tick ? button(actions.runbookUntick, 'Untick', value) : button(actions.runbookTick, 'Tick', value),
    ),
    ...detailBlocks(step.details),
    ...actRow(step, value),
  ]
}

function actRow({ act, unknownAct }: RunbookStep, value: string): KnownBlock[] {
  if (unknownAct !== null)
    return [context(`:grey_question: The runbook asks for ${code(unknownAct)}, which Pilothouse can’t do.`)]
  if (!act) return []
  const typed = `${act.command} ${act.text}`
  const question = confirm(
    shorten(`${act.label}?`, 90),
    shorten(`This does the same as ${oneLine(typed)}`, 280),
    'Do it',
    'Not now',
  )
  return row([
    button(
      actions.runbookDo,
      shorten(act.label, 70),
      value,
      act.changesSomething ? { confirm: question } : {},
    ),
  ])
}

/** Lines are packed together; code stands by itself, so that it can be copied. */
export function detailBlocks(details: readonly RunbookDetail[]): KnownBlock[] {
  const blocks: KnownBlock[] = []
  let lines: string[] = []
  const flush = () => {
    if (lines.length > 0) blocks.push(section(shortenLines(lines)))
    lines = []
  }
  for (const detail of details) {
    if (detail.is === 'line') {
      const words = lineOf(detail.line, 900)
      if (words !== '') lines.push(words)
      continue
    }
    flush()
    blocks.push(section(codeBlock(detail.code)))
  }
  flush()
  return blocks
}

function shortenLines(lines: readonly string[]): string {
  const kept: string[] = []
  for (const each of lines) {
    if (kept.join('\n').length + each.length > 2700) return [...kept, '…'].join('\n')
    kept.push(each)
  }
  return kept.join('\n')
}

/** Three backticks would end the block, so those of the text are left out. */
function codeBlock(text: string): string {
  const bare = text.replaceAll('```', '').replace(/\s+$/, '')
  for (const max of [2400, 1800, 1200, 500]) {
    const block = `\`\`\`\n${escapeText(shorten(bare, max)) || ' '}\n\`\`\``
    if (block.length <= 2900) return block
  }
  return '```\n…\n```'
}

/** Foreign pieces with their looks; marks of theirs that mean something to Slack mean nothing here. */
export function lineOf(pieces: readonly RunbookText[], max: number): string {
  const words: string[] = []
  let size = 0
  for (const piece of pieces) {
    const word = pieceOf(piece)
    size += word.length
    if (size > max) return [...words, '…'].join('').trim()
    words.push(word)
  }
  return words.join('').replace(/\s+/g, ' ').trim()
}

function pieceOf(piece: RunbookText): string {
  const text = piece.text.replace(/\s+/g, ' ')
  switch (piece.is) {
    case 'code':
      return code(text, 200)
    case 'link':
      return link(piece.url, piece.text)
    case 'strong':
      return text.trim() === '' ? text : `*${escapeText(shorten(text.trim(), 300))}*`
    case 'em':
      return text.trim() === '' ? text : `_${escapeText(shorten(text.trim(), 300))}_`
    case 'text':
      return escapeText(shorten(text, 600))
  }
}
