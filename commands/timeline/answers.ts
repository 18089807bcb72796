import type { Incident } from '../../src/domain/incident/incident.ts'
import { type ExportFormat, exportFormats } from '../../src/domain/timeline/export.ts'
import { timelineFilters } from '../../src/domain/timeline/filter.ts'
import { newestWords } from '../../src/domain/timeline/revision.ts'
import type { Answer, Deps, Invoker } from '../../src/ports.ts'
import { loadTimeline } from '../../src/store/timeline/timeline.ts'
import { exportTimeline } from '../../src/workflows/timeline/export.ts'
import { actions, forms } from '../../views/actions.ts'
import { amendModal } from '../../views/timeline/amend-modal.ts'
import { exportFile } from '../../views/timeline/export.ts'
import { type TimelinePage, timelineModal } from '../../views/timeline/modal.ts'
import { exportedReply } from '../../views/timeline/replies.ts'
import { aboutForm } from '../incident/about-form.ts'
import { amend } from '../incident/changes.ts'
import { writeMetadata } from '../incident/modals.ts'
import { once } from '../incident/once.ts'
import { findVisible } from '../incident/which.ts'
import type { Answers, Click, Submission } from '../words.ts'
import { parseId, refuse, reply } from '../words.ts'

/** Shows one page of a timeline. */
export async function openTimeline(
  meant: Incident,
  page: TimelinePage,
  { user }: Invoker,
  deps: Deps,
): Promise<Answer> {
  return { answer: 'open', view: timelineModal(meant, await loadTimeline(deps.db, meant.id), page, user) }
}

/** Sends the whole timeline as a file into the person's direct message. */
export async function sendTimeline(
  meant: Incident,
  format: ExportFormat,
  invoker: Invoker,
  deps: Deps,
): Promise<Answer> {
  const draw = (timeline: Parameters<typeof exportFile>[1]) => exportFile(format, timeline)
  const count = await exportTimeline(deps, meant, { to: invoker.user, draw })
  return reply(exportedReply({ id: meant.id, count }))
}

/** A value is the incident's number, then what was chosen, then a page. */
const turn: Answers<Click> = async ({ value }, invoker, deps) => {
  const [id, filter, page] = value.split(':')
  const incident = await incidentOf(id, invoker, deps)
  if (!incident) return noSuch(id)
  const chosen = timelineFilters.find((one) => one === filter) ?? null
  const entries = await loadTimeline(deps.db, incident.id)
  const view = timelineModal(incident, entries, { filter: chosen, page: parseId(page) }, invoker.user)
  return { answer: 'update', view }
}

const send: Answers<Click> = async ({ value }, invoker, deps) => {
  const [id, chosen] = value.split(':')
  const incident = await incidentOf(id, invoker, deps)
  if (!incident) return noSuch(id)
  const format = exportFormats.find((one) => one === chosen) ?? 'md'
  return await sendTimeline(incident, format, invoker, deps)
}

const open: Answers<Click> = async ({ value }, invoker, deps) => {
  const incident = await incidentOf(value, invoker, deps)
  return incident ? await openTimeline(incident, { filter: null, page: null }, invoker, deps) : noSuch(value)
}

/** The form takes the window's place. Whether they may is asked when it is sent. */
const correct: Answers<Click> = async ({ value }, invoker, deps) => {
  const [id, entry] = value.split(':')
  const incident = await incidentOf(id, invoker, deps)
  if (!incident) return noSuch(id)
  const seq = parseId(entry) ?? 0
  const text = newestWords(await loadTimeline(deps.db, incident.id), seq) ?? ''
  const from = { ...invoker, channel: invoker.channel ?? incident.channel ?? undefined }
  const metadata = writeMetadata(incident, from, String(seq))
  return { answer: 'update', view: amendModal({ incident, seq, text, metadata }) }
}

/** What can be done in and with the timeline's window. */
export const timelineClicks: Record<string, Answers<Click>> = {
  [actions.timeline]: open,
  [actions.filterTimeline]: turn,
  [actions.earlierEntries]: turn,
  [actions.laterEntries]: turn,
  [actions.exportTimeline]: send,
  [actions.amendNote]: correct,
}

const amendForm = aboutForm('amend', async ({ about, values, invoker, deps }, no) =>
  amend({ id: about.incident, seq: Number(about.seen), text: values.text ?? '' }, invoker, deps, no),
)

export const timelineForms: Record<string, Answers<Submission>> = {
  [forms.amend.id]: once('amend', amendForm),
}

async function incidentOf(given: string | undefined, invoker: Invoker, deps: Deps): Promise<Incident | null> {
  const id = parseId(given)
  return id === null ? null : await findVisible(id, invoker, deps)
}

const noSuch = (id: string | undefined): Answer => refuse({ refused: 'no-such-incident', id: id ?? '' })
