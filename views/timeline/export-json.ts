import type { TimelineExport } from '../../src/domain/timeline/export.ts'
import { firstHash } from '../../src/domain/timeline/timeline.ts'

/** How anybody can check the hashes without Pilothouse. */
const howToVerify = [
  'For each entry, build the array [incident, seq, at, actor, event, permalink, previousHash],',
  'with event as its [key, value] pairs sorted by key. Write it as JSON without spaces, as UTF-8;',
  'its SHA-256 in hexadecimal is hash. previousHash is the hash of the entry before, and',
  `${firstHash} for the first. Entries are numbered from 1 without a gap.`,
].join(' ')

/** Every entry exactly as it is bound by its hash. */
export function timelineJson({ team, incident, entries, madeAt, nameOf }: TimelineExport): string {
  const { id, title, severity, state, declaredAt, commander } = incident
  const people = [...new Set([commander, ...entries.map(({ actor }) => actor)])]
  return `${JSON.stringify(
    {
      team,
      incident: { id, title, severity, state, declaredAt, commander },
      madeAt,
      howToVerify,
      people: Object.fromEntries(
        people.filter((one) => one !== 'pilothouse').map((one) => [one, nameOf(one)]),
      ),
      entries,
    },
    null,
    2,
  )}\n`
}
