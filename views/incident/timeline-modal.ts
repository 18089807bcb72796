import type { ModalView } from '@slack/types'
import type { TimelineEntry } from '../../src/domain/timeline.ts'
import { context, packed, reading, section } from '../blocks.ts'
import { bytesIn, limits } from '../limits.ts'
import { plural } from '../text.ts'
import { newestThatFit } from './timeline.ts'
import { incidentTitle } from './words.ts'

/** The whole timeline, oldest first. */
export function timelineModal(
  incident: { id: number; title: string },
  entries: readonly TimelineEntry[],
): ModalView {
  const { lines, left } = newestThatFit(entries, limits.viewSize - 20_000, bytesIn)
  return reading(`Timeline · incident ${incident.id}`, [
    section(`*${incidentTitle(incident)}*`),
    context(
      left > 0
        ? `${plural(entries.length, 'entry', 'entries')}; the first ${left} don't fit here.`
        : plural(entries.length, 'entry', 'entries'),
    ),
    ...packed(lines.length > 0 ? lines : ['Nothing happened yet.']),
  ])
}
