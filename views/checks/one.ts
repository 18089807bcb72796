import type { KnownBlock } from '@slack/types'
import type { Measures } from '../../src/domain/check/check.ts'
import type { CheckHistory, Seen } from '../../src/domain/check/check-history.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, factLines, packed, row, section } from '../blocks.ts'
import { chartBlocks } from '../chart.ts'
import { withinLimits } from '../limits.ts'
import { percent } from '../status/component.ts'
import { checkLine } from '../status/words.ts'
import { duration, line, list, plural, sentence, time, uncapital } from '../text.ts'

/** One check: how it stands, its figures, and the last looks at it. */
export function checkReply(history: CheckHistory, now: Date): Reply {
  const { check, measures, seen } = history
  const title = checkLine(check)
  return {
    text: title,
    blocks: withinLimits(
      [
        section(title),
        factLines({
          'Is about':
            [check.service, check.environment]
              .flatMap((part) => (part ? [line(part, 60)] : []))
              .join(' in ') || null,
          'Looked at': check.lookedAt === null ? 'never' : time(check.lookedAt),
          'Answers within': latencyInWords(history),
          Up: uptimesInWords(history),
          Measured: measuresInWords(measures),
        }),
        ...latencyChart(seen),
        ...(seen.length > 0 ? packed([`*The last ${seen.length} looks*`, ...seen.map(seenLine)]) : []),
        context(`As of ${time(now)}. What nobody could tell counts neither as up nor as down.`),
        ...row([button(actions.lookAtCheck, 'Look now', check.name)]),
      ],
      'message',
    ),
  }
}

/** "84 ms (p50), 0.2 s (p95), 0.4 s (p99) in the last 24 hours" */
function latencyInWords({ latency: { p50, p95, p99 } }: CheckHistory): string | null {
  if (p50 === null || p95 === null || p99 === null) return null
  return `${ms(p50)} (p50), ${ms(p95)} (p95), ${ms(p99)} (p99) in the last 24 hours`
}

const ms = (latency: number): string => (latency < 1000 ? `${Math.round(latency)} ms` : duration(latency))

const uptimesInWords = ({ uptime: { day, week, quarter }, looks }: CheckHistory): string =>
  `${percent(day)} of 24 hours, ${percent(week)} of 7 days, ${percent(quarter)} of 90 days (${plural(looks, 'look')})`

const measureWords: Record<string, string> = {
  quotaRemaining: 'calls left',
  quotaLimit: 'calls allowed',
  expiryDays: 'days until its key runs out',
  certificateDays: 'days until its certificate ends',
  value: 'the value',
}

function measuresInWords(measures: Measures): string | null {
  const words = Object.entries(measures).map(
    ([name, value]) => `${measureWords[name] ?? line(name, 40)}: ${Number(value.toFixed(2))}`,
  )
  return words.length === 0 ? null : list(words, 10)
}

/** A look without an answer has no point: none is not zero milliseconds. */
function latencyChart(seen: readonly Seen[]): KnownBlock[] {
  const timed = seen
    .toReversed()
    .flatMap(({ at, latencyMs }) => (latencyMs === null ? [] : [{ at, latencyMs }]))
  if (timed.length < 2) return []
  return chartBlocks({
    title: 'Latency of the last looks, in UTC',
    type: 'line',
    unit: 'milliseconds',
    categories: timed.map(({ at }) => at.toISOString().slice(11, 19)),
    series: [{ name: 'Latency', values: timed.map(({ latencyMs }) => latencyMs) }],
  })
}

const icons = { up: ':white_check_mark:', down: ':red_circle:', unknown: ':question:' } as const

function seenLine({ at, saw, latencyMs, why }: Seen): string {
  const latency = latencyMs === null ? '' : ` · ${ms(latencyMs)}`
  const icon = saw === 'up' && why !== null ? ':large_yellow_circle:' : icons[saw]
  return `${icon} ${time(at)}${latency}${why === null ? '' : ` · ${sentence(uncapital(line(why, 120)))}`}`
}
