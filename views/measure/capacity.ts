import type { KnownBlock } from '@slack/types'
import type { Forecast } from '../../src/domain/measure/forecast.ts'
import {
  type CapacityNow,
  type CapacityPolicy,
  type Gauge,
  percentOf,
} from '../../src/domain/measure/measured.ts'
import type { Reply } from '../../src/ports.ts'
import { context, header, packed } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { ago, line, plural, sentence, time, user } from '../text.ts'
import { number, table } from './table.ts'

/** How much is used of everything of which there is only so much, and when that ends. */
export function capacityReply(all: readonly CapacityNow[], now: Date): Reply {
  if (all.length === 0)
    return sentenceReply(
      'Nobody looks how much is left of anything: add `capacity` to pilothouse.yml, for example `connections: { value: { kind: connections, database: shop } }`.',
    )
  return {
    text: `Capacity: ${all.map(({ policy, gauge, why }) => `${line(policy.title, 40)} ${why === null && gauge ? percent(gauge) : 'unknown'}`).join(', ')}`,
    blocks: withinLimits(
      [
        header('How much is used'),
        table(
          ['What', 'Used', 'Of', 'When it is full'],
          all.map((one) => [one.policy.title, ...cells(one, now)]),
        ),
        ...packed(all.flatMap(details)),
        ...chart(all),
        context(
          `As of ${time(now)}. Forecasts are straight lines through the hours of the last 14 days, with the span in which they hold nine times of ten, if all goes on as it did. ${'`/status capacity set NAME 71%`'} says what only people can look up.`,
        ),
      ],
      'message',
    ),
  }
}

function cells({ gauge, why, forecast, policy: { unit } }: CapacityNow, now: Date): string[] {
  if (gauge === null) return ['unknown', 'unknown', 'unknown']
  const used = `${percent(gauge)} (${[number(gauge.value), unit].filter(Boolean).join(' ')})`
  const known = why === null ? used : `unknown now; it was ${used}`
  return [known, [number(gauge.limit), unit].filter(Boolean).join(' '), forecastInWords(forecast, now)]
}

const percent = (gauge: Gauge): string => `${Math.round(percentOf(gauge))}%`

/** "In 9 to 14 days, if it goes on so" */
function forecastInWords(forecast: Forecast, now: Date): string {
  switch (forecast.is) {
    case 'reached':
      return 'it is now'
    case 'expected':
      return `${spanInWords(forecast, now)}, if it goes on so (${hours(forecast.points)})`
    case 'far':
      return `not within a year, if it goes on so (${hours(forecast.points)})`
    case 'falling':
      return `nobody can tell: it falls (${hours(forecast.points)})`
    case 'unclear':
      return `nobody can tell: it neither rises nor falls clearly (${hours(forecast.points)})`
    case 'too-few':
      return `nobody can tell: too few values (${hours(forecast.points)})`
  }
}

const hours = (points: number): string => plural(points, 'hour')

function spanInWords({ earliest, latest }: Extract<Forecast, { is: 'expected' }>, now: Date): string {
  const inHours = (at: Date) => Math.max(0, (at.getTime() - now.getTime()) / 3_600_000)
  const from = inHours(earliest)
  if (latest === null) return `in ${unitOf(from)} at the earliest, perhaps not within a year`
  const to = inHours(latest)
  const [size, unit] = to <= 48 ? [1, 'hour'] : [24, 'day']
  const [low, high] = [Math.floor(from / size), Math.ceil(to / size)]
  return low === high ? `in ${plural(high, unit)}` : `in ${low} to ${plural(high, unit)}`
}

const unitOf = (inHours: number): string =>
  inHours <= 48 ? plural(Math.floor(inHours), 'hour') : plural(Math.floor(inHours / 24), 'day')

/** What a table has no room for: why it is unknown, and who said it. */
function details({ policy, gauge, why }: CapacityNow): string[] {
  const name = `*${line(policy.title, 60)}*`
  return [
    ...(why === null ? [] : [`:question: ${name} is unknown now. ${sentence(line(why, 250))}`]),
    ...(gauge?.by ? [`${name} was typed by ${user(gauge.by)} ${ago(gauge.at)}.`] : []),
  ]
}

/** Only those that are known of every day that is drawn: no value is not zero. */
function chart(all: readonly CapacityNow[]): KnownBlock[] {
  const seen = all.filter(({ days }) => days.length > 1)
  const most = Math.max(0, ...seen.map(({ days }) => days.length))
  const whole = seen.filter(({ days }) => days.length === most)
  return chartBlocks({
    title: `Used by day (${most} d, UTC)`,
    type: 'line',
    unit: 'percent of the limit',
    categories: whole[0]?.days.map(({ day }) => day) ?? [],
    series: whole.map(({ policy, days }) => ({
      name: policy.title,
      values: days.map((one) => one.percent),
    })),
  })
}

export const typedCapacityReply = ({ title, unit }: CapacityPolicy, gauge: Gauge): Reply =>
  sentenceReply(
    `${line(title, 60)} is at ${percent(gauge)} of its limit now: ${number(gauge.value)} of ${number(gauge.limit)} ${line(unit, 30)}`.trimEnd() +
      '. Everybody sees it under your name in `/status capacity`.',
  )
