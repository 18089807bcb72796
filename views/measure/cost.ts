import type { KnownBlock } from '@slack/types'
import { ofUsual, spentPercent } from '../../src/domain/measure/cost.ts'
import type { CostPolicy, CostStanding, TypedCost } from '../../src/domain/measure/measured.ts'
import { monthInWords } from '../../src/domain/measure/month.ts'
import type { Reply } from '../../src/ports.ts'
import { context, header, packed } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { line, plural, sentence, time } from '../text.ts'
import { table } from './table.ts'

/** What everything has cost this month, against its budget and what it usually costs. */
export function costReply(all: readonly CostStanding[], now: Date): Reply {
  const [first] = all
  if (!first)
    return sentenceReply(
      'Nobody watches what anything costs: add `cost` to pilothouse.yml, for example `openai: { budget: 500, currency: EUR }`.',
    )
  return {
    text: `Cost of ${monthInWords(first.today.month)}: ${all.map((one) => `${line(one.policy.title, 40)} ${spentInWords(one)}`).join(', ')}`,
    blocks: withinLimits(
      [
        header(`What ${monthInWords(first.today.month)} has cost`),
        table(
          [
            'What',
            'This month',
            'Budget',
            'Usual by this day',
            ...first.earlier.map(({ month }) => monthInWords(month)),
          ],
          all.map((one) => [one.policy.title, ...cells(one)]),
        ),
        ...packed(all.flatMap(details)),
        ...chart(all),
        context(
          `As of ${time(now)}; months by the team’s clock. A month that is missing is not counted as zero. Usual is the mean of the last three months by the same day; n says of how many something is known. ${'`/status cost add NAME 412.50 for october`'} says what only people can look up.`,
        ),
      ],
      'message',
    ),
  }
}

function spentInWords({ soFar, policy }: CostStanding): string {
  const spent = spentPercent({ soFar }, policy.budget)
  return spent === null ? 'missing' : `${Math.round(spent)}%`
}

function cells(one: CostStanding): string[] {
  const { soFar, baseline, earlier, policy } = one
  const { budget, currency } = policy
  const usual = ofUsual(one)
  return [
    soFar === null ? 'missing' : `${money(soFar.amount, currency)} by day ${soFar.day}, ${spentInWords(one)}`,
    money(budget, currency),
    baseline === null
      ? 'unknown: no month to compare with'
      : `${money(baseline.amount, currency)} (n ${baseline.months})${usual === null ? '' : `, this is ${Math.round(usual)}% of it`}`,
    ...earlier.map(({ amount }) => (amount === null ? 'missing' : money(amount, currency))),
  ]
}

const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)

/** Why the source gave nothing, and what is over its mark. */
function details(one: CostStanding): string[] {
  const { policy, why } = one
  const name = `*${line(policy.title, 60)}*`
  const spent = spentPercent(one, policy.budget)
  const usual = ofUsual(one)
  const mark = policy.escalateAt <= (spent ?? 0) ? ':red_circle:' : ':large_yellow_circle:'
  return [
    ...(why === null ? [] : [`:question: ${name} could not be asked. ${sentence(line(why, 250))}`]),
    ...(spent !== null && spent > policy.warnAt
      ? [`${mark} ${name} has used ${Math.round(spent)}% of its budget.`]
      : []),
    ...(usual !== null && usual > policy.anomalyAt
      ? [
          `:large_yellow_circle: ${name} costs ${Math.round(usual)}% of what it usually does by this day (n ${plural(one.baseline?.months ?? 0, 'month')}).`,
        ]
      : []),
  ]
}

/** What is missing has no bar. */
function chart(all: readonly CostStanding[]): KnownBlock[] {
  const known = all.flatMap((one) => {
    const percent = spentPercent(one, one.policy.budget)
    return percent === null ? [] : [{ title: one.policy.title, percent }]
  })
  return chartBlocks({
    title: 'Used of this month’s budget',
    type: 'bar',
    unit: 'percent',
    categories: known.map(({ title }) => title),
    series: known.length === 0 ? [] : [{ name: 'Used', values: known.map(({ percent }) => percent) }],
  })
}

export function typedCostReply(
  { title, currency, budget }: CostPolicy,
  { verb, amount, month }: TypedCost,
  { total }: { total: number },
): Reply {
  const did = verb === 'add' ? `${money(amount, currency)} was added. ` : ''
  const share = Math.round((100 * total) / budget)
  return sentenceReply(
    `${did}${line(title, 60)} has cost ${money(total, currency)} in ${monthInWords(month)}, which is ${share}% of a month’s budget. \`/status cost\` shows it.`,
  )
}
