import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types'
import type { Incident } from '../../src/domain/incident/incident.ts'
import type { UserId } from '../../src/domain/people.ts'
import { exportFormats } from '../../src/domain/timeline/export.ts'
import { isShownIn, type TimelineFilter, timelineFilters } from '../../src/domain/timeline/filter.ts'
import { amendableBy, inNewestWords } from '../../src/domain/timeline/revision.ts'
import type { TimelineEntry } from '../../src/domain/timeline/timeline.ts'
import { actions } from '../actions.ts'
import { button, choiceElement, context, packed, reading, section } from '../blocks.ts'
import { incidentTitle } from '../incident/words.ts'
import { limits } from '../limits.ts'
import { oneLine, plural } from '../text.ts'
import { entryLine } from './entries.ts'

/** `page` counts from 1, oldest first; null is the newest. */
export type TimelinePage = { filter: TimelineFilter | null; page: number | null }

/** Few enough for Slack's limits, however long the entries are. */
const perPage = 40

/** One page of the timeline, oldest first. Long ones are turned like a book. */
export function timelineModal(
  incident: Pick<Incident, 'id' | 'title' | 'channel'>,
  entries: readonly TimelineEntry[],
  { filter, page }: TimelinePage = { filter: null, page: null },
  viewer: UserId | null = null,
): ModalView {
  const shown = inNewestWords(entries).filter(({ event }) => filter === null || isShownIn(filter, event))
  const pages = Math.max(1, Math.ceil(shown.length / perPage))
  const at = Math.min(Math.max(1, page ?? pages), pages)
  const lines = shown
    .slice((at - 1) * perPage, at * perPage)
    .map((entry) => `*${entry.seq}* ${entryLine(entry)}`)
  const nothing =
    filter === null ? 'Nothing happened yet.' : `There are no ${filterWords[filter].toLowerCase()} in it.`
  // Where it is looked at from says who may, when it is turned.
  const metadata = JSON.stringify({ channel: incident.channel ?? undefined })
  const blocks = [
    section(`*${incidentTitle(incident)}*`),
    choices(incident.id, filter),
    context(countInWords(entries.length, shown.length, { at, pages })),
    ...packed(lines.length > 0 ? lines : [nothing]),
    ...turning(incident.id, filter, { at, pages }),
    ...correcting(incident.id, viewer === null ? [] : amendableBy(entries, viewer, limits.options)),
  ]
  return reading(`Timeline · incident ${incident.id}`, blocks, metadata)
}

const filterWords = {
  notes: 'Notes and messages',
  updates: 'Status updates',
  deployments: 'Deployments and locks',
  people: 'People and roles',
  pages: 'Pages and alerts',
  states: 'State and severity',
  work: 'Runbooks, tasks and documents',
  trouble: 'What did not work',
} as const satisfies Record<TimelineFilter, string>

const formatWords = { md: 'Markdown', json: 'JSON, with hashes', csv: 'CSV, for spreadsheets' }

type Turned = { at: number; pages: number }

function countInWords(all: number, shown: number, { at, pages }: Turned): string {
  const count =
    shown === all ? plural(all, 'entry', 'entries') : `${shown} of ${plural(all, 'entry', 'entries')}`
  return pages === 1 ? count : `${count} · page ${at} of ${pages}`
}

function choices(id: number, filter: TimelineFilter | null): ActionsBlock {
  const all = { value: `${id}:all`, label: 'Everything' }
  const filters = timelineFilters.map((one) => ({ value: `${id}:${one}`, label: filterWords[one] }))
  const formats = exportFormats.map((one) => ({ value: `${id}:${one}`, label: formatWords[one] }))
  return {
    type: 'actions',
    elements: [
      choiceElement(actions.filterTimeline, 'Show …', [all, ...filters], `${id}:${filter ?? 'all'}`),
      choiceElement(actions.exportTimeline, 'Export as …', formats),
    ],
  }
}

function turning(id: number, filter: TimelineFilter | null, { at, pages }: Turned): KnownBlock[] {
  const value = (page: number) => `${id}:${filter ?? 'all'}:${page}`
  const buttons: Button[] = [
    ...(at > 1 ? [button(actions.earlierEntries, 'Earlier', value(at - 1))] : []),
    ...(at < pages ? [button(actions.laterEntries, 'Later', value(at + 1))] : []),
  ]
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]
}

/** Only who wrote a note may correct it. */
function correcting(id: number, notes: readonly { seq: number; text: string }[]): KnownBlock[] {
  const own = notes.map(({ seq, text }) => ({ value: `${id}:${seq}`, label: `${seq} · ${oneLine(text)}` }))
  return own.length === 0
    ? []
    : [{ type: 'actions', elements: [choiceElement(actions.amendNote, 'Correct a note of yours …', own)] }]
}
