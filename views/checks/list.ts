import type { CheckFigures } from '../../src/domain/check/check-figures.ts'
import { type CheckNow, isWarned, unwell, worstFirst } from '../../src/domain/check/check-now.ts'
import type { Reply } from '../../src/ports.ts'
import { context, packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { checkLine } from '../status/words.ts'
import { ago, duration, line, plural, time } from '../text.ts'

/** More of them are no answer to a question at three in the morning. */
const mostLines = 40

type Facts = { checks: readonly CheckNow[]; figures: ReadonlyMap<string, CheckFigures>; now: Date }

/** Every check by what it is about, the worst first. */
export function checksReply({ checks, figures, now }: Facts): Reply {
  if (checks.length === 0)
    return sentenceReply('No check of pilothouse.yml is about that, so nobody looks whether it works.')
  const shown = shownOf(checks)
  const text = summaryOf(checks)
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...[...Map.groupBy(shown, componentOf)].flatMap(([component, some]) =>
          packed([
            `*${line(component, 80)}*`,
            ...some.map((check) => lineOf(check, figures.get(check.name))),
          ]),
        ),
        ...left(checks, shown),
        context(`As of ${time(now)}. p95 is of the last 24 hours. \`/status check NAME\` says more of one.`),
      ],
      'message',
    ),
  }
}

/** Those that are shown one by one. */
export const shownOf = (checks: readonly CheckNow[]): CheckNow[] => worstFirst(checks).slice(0, mostLines)

function summaryOf(checks: readonly CheckNow[]): string {
  const count = plural(checks.length, 'check')
  const bad = unwell(checks)
  if (bad.length === 0) return `${count}, all well`
  const warned = bad.filter(isWarned).length
  const failing = bad.filter(({ standing }) => standing === 'down' || standing === 'failing').length
  const unknown = bad.length - warned - failing
  const parts = Object.entries({
    failing,
    unknown,
    'with a warning': warned,
    well: checks.length - bad.length,
  })
  return `${count}: ${parts.flatMap(([what, some]) => (some > 0 ? [`${some} ${what}`] : [])).join(', ')}`
}

/** What is known least well must not hide behind what is well. */
function left(checks: readonly CheckNow[], shown: readonly CheckNow[]) {
  const rest = checks.length - shown.length
  if (rest === 0) return []
  const bad = unwell(checks).length - unwell(shown).length
  const words = bad > 0 ? `${bad} of them not well` : 'all well'
  return [context(`… and ${rest} more, ${words}: \`/status checks web\` shows those of one service.`)]
}

const componentOf = ({ service, environment }: CheckNow): string =>
  [service ?? 'About no service', environment].filter((part) => part !== null).join(' · ')

function lineOf(check: CheckNow, figures: CheckFigures | undefined): string {
  const p95Ms = figures?.p95Ms ?? null
  const latency = p95Ms === null ? '' : ` · p95 ${duration(p95Ms)}`
  const looked = check.lookedAt === null || check.isStale ? '' : ` · looked at ${ago(check.lookedAt)}`
  return `${checkLine(check)}${latency}${looked}`
}
