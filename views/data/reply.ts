import type { KnownBlock } from '@slack/types'
import type { DatabaseHealth, DataFinding, DataStanding } from '../../src/domain/data/health.ts'
import type { Reply } from '../../src/ports.ts'
import { actions } from '../actions.ts'
import { button, context, packed, row, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { code, line, sentence, time } from '../text.ts'

const icons = {
  ok: ':white_check_mark:',
  warning: ':large_yellow_circle:',
  trouble: ':red_circle:',
  unknown: ':question:',
} as const satisfies Record<DataStanding, string>

/** What the last look into each database found; `isBusy` where somebody else looks just now. */
export function dataReply(
  all: readonly DatabaseHealth[],
  { now, isBusy }: { now: Date; isBusy: boolean },
): Reply {
  if (all.length === 0)
    return sentenceReply('Nobody looks into a database: add one under `databases` in pilothouse.yml.')
  return {
    text: `The data: ${all.map((one) => `${line(one.database, 40)} ${summaryOf(one)}`).join('; ')}`,
    blocks: withinLimits(
      [
        ...(isBusy
          ? [section('It is being looked into just now, or it is not to be; this is what was found last.')]
          : []),
        ...all.flatMap((one) => blocksOf(one, now)),
        context(
          'Each question is asked in a read-only transaction of one connection, and gives at most 100 rows. Numbers are kept as `data:DATABASE/QUESTION`, which rules of `alerts` can look at.',
        ),
      ],
      'message',
    ),
  }
}

function blocksOf(health: DatabaseHealth, now: Date): KnownBlock[] {
  const { database, findings } = health
  const [first] = findings
  const asOf = first ? `, looked into ${time(first.at)}` : ''
  const [unwell, well] = [
    findings.filter(({ is }) => is !== 'ok'),
    findings.filter(({ is }) => is === 'ok').map(({ query }) => code(query, 60)),
  ]
  return [
    section(`*${line(database, 60)}*: ${summaryOf(health)}${asOf}`),
    ...packed(unwell.map((finding) => findingLine(finding, now))),
    ...(well.length > 0 ? packed([`${icons.ok} ${well.join(', ')}`]) : []),
    ...(health.isLookedInto ? row([button(actions.lookIntoDatabase, 'Run now', database)]) : []),
  ]
}

function findingLine({ is, query, words, next, since, at }: DataFinding, now: Date): string {
  const isOld = since < at && since < now ? ` _since ${time(since)}_` : ''
  const step = next === null ? '' : `\n   ${sentence(line(next, 400))}`
  return `${icons[is]} ${code(query, 60)} ${is === 'unknown' ? 'unknown: ' : ''}${sentence(line(words, 500))}${isOld}${step}`
}

function summaryOf({ findings, isLookedInto }: DatabaseHealth): string {
  if (!isLookedInto) return 'is not looked into'
  if (findings.length === 0) return 'unknown: nobody has looked yet'
  const counts = (['trouble', 'warning', 'unknown', 'ok'] as const).map((is) => ({
    is,
    count: findings.filter((one) => one.is === is).length,
  }))
  return counts.flatMap(({ is, count }) => (count > 0 ? [`${count} ${wordFor[is]}`] : [])).join(', ')
}

const wordFor = {
  trouble: 'in trouble',
  warning: 'with a warning',
  unknown: 'unknown',
  ok: 'well',
} as const satisfies Record<DataStanding, string>
