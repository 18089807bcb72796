import { isOpen, isRestored } from '../../src/domain/incident/incident.ts'
import type { TimelineExport } from '../../src/domain/timeline/export.ts'
import { inNewestWords } from '../../src/domain/timeline/revision.ts'
import { sourceWord } from '../../src/domain/timeline/words.ts'
import { stateWords } from '../incident/words.ts'
import { isWebAddress, oneLine, plural } from '../text.ts'
import { actorName, entryWithNames, utcSeconds } from './export-words.ts'

/** The timeline as a Markdown list. Times are in UTC. */
export function timelineMarkdown(timeline: TimelineExport): string {
  const { team, incident, entries, madeAt, nameOf } = timeline
  const lines = [
    `# Incident ${incident.id}: ${inline(incident.title)}`,
    '',
    `- Team: ${inline(team)}`,
    `- Severity: ${inline(incident.severity.toUpperCase())}`,
    `- State: ${stateWords[incident.state]}`,
    `- Declared: ${utcSeconds(incident.declaredAt)} by ${inline(actorName(incident.declaredBy, nameOf))}`,
    `- Commander: ${inline(actorName(incident.commander, nameOf))}`,
    ...ending(timeline),
    '',
    `All times are in UTC. Written ${utcSeconds(madeAt)}, with ${plural(entries.length, 'entry', 'entries')}.`,
    '',
    '## Timeline',
    '',
    ...inNewestWords(entries).map((entry) => {
      const link = entry.permalink ? ` ([${sourceWord(entry)}](${address(entry.permalink)}))` : ''
      return `${entry.seq}. **${utcSeconds(entry.at)}** ${inline(entryWithNames(entry, nameOf))}${link}`
    }),
  ]
  return `${lines.join('\n')}\n`
}

function ending({ incident, nameOf }: TimelineExport): string[] {
  if (isOpen(incident)) return []
  if (isRestored(incident))
    return [
      `- Resolved: ${utcSeconds(incident.resolvedAt)} by ${inline(actorName(incident.resolvedBy, nameOf))}`,
      `- Summary: ${inline(incident.summary)}`,
    ]
  return [`- Ended: ${utcSeconds(incident.endedAt)}: ${inline(incident.because)}`]
}

/** Foreign text on one line that marks nothing, https://github.github.com/gfm/#backslash-escapes. */
const inline = (foreign: string): string =>
  oneLine(foreign.replaceAll(/\p{Cc}/gu, ' ')).replaceAll(/[\\`*_{}[\]<>|~#!&$@]/g, '\\$&')

const address = (url: string): string =>
  isWebAddress(url) ? url.replaceAll('(', '%28').replaceAll(')', '%29') : ''
