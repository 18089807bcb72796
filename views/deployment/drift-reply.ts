import type { Reply } from '../../src/ports.ts'
import { context, packed, section } from '../blocks.ts'
import { withinLimits } from '../limits.ts'
import type { Overview, ServiceNow } from '../overview.ts'
import { line, list, sentence, time } from '../text.ts'
import { driftInWords } from './drift-words.ts'

type Named = ServiceNow & { environment: string }

/** Where what runs is not what Pilothouse left there, and where nobody can tell. */
export function driftReply({ environments, now }: Overview): Reply {
  const places = environments.flatMap(({ name, services }) =>
    services.map((service): Named => ({ ...service, environment: name })),
  )
  const drifted = places.flatMap((place) => driftLine(place) ?? [])
  const unknown = places.flatMap((place) => unknownLine(place) ?? [])
  const fresh = places.filter(({ live, drift }) => live.is !== 'unknown' && !drift).map(nameOf)
  const text = summaryOf({
    all: places.length,
    drifted: drifted.length,
    untold: unknown.length + fresh.length,
  })
  return {
    text,
    blocks: withinLimits(
      [
        section(`*${text}*`),
        ...packed(drifted),
        ...(unknown.length > 0 ? packed(['*Nobody can tell*', ...unknown]) : []),
        ...(fresh.length > 0
          ? [
              section(
                `*Nothing to compare with*, since Pilothouse has not released there or is about to: ${list(fresh, 12)}`,
              ),
            ]
          : []),
        context(`As of ${time(now)}`),
      ],
      'message',
    ),
  }
}

function summaryOf({ all, drifted, untold }: { all: number; drifted: number; untold: number }): string {
  if (drifted > 0) return `Drift in ${drifted === 1 ? 'one place' : `${drifted} places`}`
  if (untold === all) return 'Nobody can tell about drift: there is nowhere yet to compare.'
  return `No drift${untold > 0 ? ' where it can be told' : ''}: what runs is what Pilothouse left there.`
}

const nameOf = ({ service, environment }: Named): string => line(`${service} on ${environment}`, 80)

function driftLine(place: Named): string | null {
  const words =
    place.live.is === 'unknown'
      ? null
      : driftInWords(place.drift, place.live.is === 'known' ? place.live.release : null)
  return words && `• *${nameOf(place)}* ${words}`
}

function unknownLine(place: Named): string | null {
  const because =
    place.live.is === 'unknown'
      ? place.live.because
      : place.drift?.is === 'unknown'
        ? place.drift.because
        : null
  return because && `• *${nameOf(place)}* :question: ${sentence(line(because, 200))}`
}
