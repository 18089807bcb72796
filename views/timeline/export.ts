import type { ExportFormat, TimelineExport } from '../../src/domain/timeline/export.ts'
import type { SharedFile } from '../../src/ports.ts'
import { timelineCsv } from './export-csv.ts'
import { timelineJson } from './export-json.ts'
import { timelineMarkdown } from './export-markdown.ts'

const write = { md: timelineMarkdown, json: timelineJson, csv: timelineCsv } satisfies Record<
  ExportFormat,
  (timeline: TimelineExport) => string
>

/** A whole timeline as a file of this format. */
export function exportFile(format: ExportFormat, timeline: TimelineExport): SharedFile {
  const { id } = timeline.incident
  return {
    name: `incident-${id}-timeline.${format}`,
    text: write[format](timeline),
    comment: `Timeline of incident ${id}`,
  }
}
