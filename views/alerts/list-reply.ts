import type { KnownBlock } from '@slack/types'
import type { AlertPolicy } from '../../src/domain/alert/alert-policy.ts'
import { flappingOf } from '../../src/domain/alert/flapping.ts'
import type { Silence } from '../../src/domain/alert/silence.ts'
import { type Alert, isSilenced } from '../../src/domain/paging/alert.ts'
import type { Reply } from '../../src/ports.ts'
import { context, packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import { ago, code, duration, line, plural, time, user } from '../text.ts'
import { alertIcon, flappingInWords, levelWords, placeInWords, silencedInWords } from './words.ts'

type Listed = {
  firing: readonly Alert[]
  resolved: readonly Alert[]
  silences: readonly Silence[]
  unreadable: number
  flapping: AlertPolicy['flapping']
  now: Date
}

const most = 20

/** What fires, what is silenced, and what was over lately, each with its number. */
export function alertsReply({ firing, resolved, silences, unreadable, flapping, now }: Listed): Reply {
  const quiet = firing.filter((alert) => isSilenced(alert, now))
  const loud = firing.filter((alert) => !quiet.includes(alert))
  const text =
    firing.length === 0
      ? ':white_check_mark: No alert fires'
      : `${plural(loud.length, 'alert')} firing${quiet.length > 0 ? `, and ${quiet.length} silenced` : ''}`
  const shown = (alert: Alert) => alertLine(alert, flapping, now)
  const blocks: KnownBlock[] = [
    section(`*${text}*`),
    ...part('Firing', loud.map(shown)),
    ...part('Silenced', quiet.map(shown)),
    ...part('Silences', silences.map(silenceLine)),
    ...part('Over in the last day', resolved.map(shown)),
    ...(unreadable > 0
      ? [section(`:grey_question: ${plural(unreadable, 'post')} could not be read: ${code('/status posts')}`)]
      : []),
    context(
      `${code('/status alert 12')} shows one, ${code('/status ack 12')} says that you look into it, ${code('/status silence NAME for 2h because …')} keeps it quiet.`,
    ),
  ]
  return { text, blocks: withinLimits(blocks, 'message') }
}

function part(title: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return []
  const left = lines.length - most
  return packed([`*${title}*`, ...lines.slice(0, most), ...(left > 0 ? [`… and ${left} more`] : [])])
}

function alertLine(alert: Alert, policy: AlertPolicy['flapping'], now: Date): string {
  const quiet = isSilenced(alert, now) && alert.state === 'firing'
  const place = placeInWords(alert)
  const flaps = flappingOf(alert.firings, policy, now)
  const parts = [
    `${alertIcon(alert, quiet)} *${alert.id}* · ${line(alert.title, 120)}${levelWords[alert.level]}`,
    place,
    standing(alert),
    quiet && alert.silenced ? `silenced ${silencedInWords(alert.silenced)}` : null,
    flaps ? flappingInWords(flaps) : null,
  ]
  return parts.filter((one) => one !== null).join(' · ')
}

function standing({ state, firedAt, resolvedAt, incidentId, acknowledged }: Alert): string {
  if (state === 'resolved' && resolvedAt)
    return `over ${ago(resolvedAt)}, after ${duration(resolvedAt.getTime() - firedAt.getTime())}`
  const since = `since ${time(firedAt)}`
  if (incidentId !== null) return `${since} · incident ${incidentId}`
  return acknowledged ? `${since} · ${user(acknowledged.by)} looks into it` : since
}

const silenceLine = ({ of, by, until, because }: Silence): string =>
  `:mute: ${'name' in of ? code(of.name) : `one alert of ${code(of.source)}`} · ${silencedInWords({ by, until, because })}`

/** `/status silences` */
export function silencesReply(silences: readonly Silence[]): Reply {
  const text = silences.length === 0 ? 'Nothing is silenced' : `${plural(silences.length, 'silence')}`
  const help = `${code('/status silence NAME for 2h because …')} begins one, ${code('/status unsilence NAME')} ends it. A name is that of a rule, a check, a service, a source or an alert; an alert’s number will do, too.`
  return {
    text,
    blocks: withinLimits(
      [section(`*${text}*`), ...packed(silences.map(silenceLine)), context(help)],
      'message',
    ),
  }
}
