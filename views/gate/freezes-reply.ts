import type { FreezePolicy, FreezeSpan } from '../../src/domain/gate/freeze.ts'
import type { Reply } from '../../src/ports.ts'
import { packed } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { sentenceReply } from '../reply.ts'
import { group, line, list, plural, time, user } from '../text.ts'

/** The freezes of one environment that are on or to come, the next first. */
export type FreezesOf = { environment: string; freezes: { policy: FreezePolicy; span: FreezeSpan }[] }

/** When nothing is released, environment by environment. */
export function freezesReply(all: readonly FreezesOf[], now: Date): Reply {
  const count = all.flatMap(({ freezes }) => freezes).length
  if (count === 0)
    return sentenceReply('No change freeze is on or to come. Under `freezes`, pilothouse.yml can name some.')
  const lines = all.flatMap(({ environment, freezes }) => [
    `*${line(environment, 60)}*`,
    ...(freezes.length > 0 ? freezes.map((one) => freezeLine(one, now)) : ['Never frozen.']),
  ])
  return { text: plural(count, 'change freeze'), blocks: withinLimits(packed(lines), 'message') }
}

function freezeLine({ policy, span }: FreezesOf['freezes'][number], now: Date): string {
  const { name, services, except, exceptGroup, window, timeZone } = policy
  const when =
    span.from <= now
      ? `:snowflake: *${line(name, 60)}* is on until ${time(span.to)}`
      : `:calendar: *${line(name, 60)}* from ${time(span.from)} until ${time(span.to)}`
  const passing = [...(exceptGroup ? [group(exceptGroup)] : []), ...except.map(user)]
  const parts = [
    when,
    ...(window.is === 'weekly' ? [`every week, by the clock of ${line(timeZone, 60)}`] : []),
    ...(services.length > 0
      ? [
          `only ${list(
            services.map((service) => line(service, 60)),
            8,
          )}`,
        ]
      : []),
    ...(passing.length > 0 ? [`not for ${list(passing, 8)}`] : []),
  ]
  return parts.join(' · ')
}
