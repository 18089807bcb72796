import type { Incident } from '../incident/incident.ts'
import type { UserId } from '../people.ts'
import type { TimelineEntry } from './timeline.ts'

export const exportFormats = ['md', 'json', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A whole timeline, to be written into a file. */
export type TimelineExport = {
  team: string
  incident: Incident
  entries: readonly TimelineEntry[]
  madeAt: Date
  /** What a person is called; their id where Slack does not say. */
  nameOf: (user: UserId) => string
}
