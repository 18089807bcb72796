import { channelName } from '../incident/channel-name.ts'
import { cell, utc } from './markdown.ts'
import type { Postmortem, PostmortemFacts, Section } from './postmortem.ts'
import {
  actionTable,
  changesTable,
  draftOf,
  peopleList,
  timelineTable,
  timesTable,
  updatesTable,
} from './sections.ts'
import { builtInTemplate } from './template.ts'

/** What a template can name. */
const placeholders = {
  id: ({ incident }) => String(incident.id),
  title: ({ incident }) => cell(incident.title),
  date: ({ incident }) => incident.declaredAt.toISOString().slice(0, 10),
  severity: ({ incident, severityName }) => cell(`${incident.severity.toUpperCase()} ${severityName}`),
  drill: ({ incident }) => (incident.isDrill ? '**DRILL: this was a rehearsal.**' : ''),
  affected: ({ incident }) => incident.affects.map(cell).join(', ') || 'nobody said which services',
  times: timesTable,
  timeline: timelineTable,
  deployments: changesTable,
  updates: updatesTable,
  people: peopleList,
  actionItems: actionTable,
  review: ({ reviewAt }) => utc(reviewAt),
  override: ({ report }) =>
    report?.anywayBecause
      ? `It was resolved before its monitoring had ended with green checks: ${cell(report.anywayBecause)}`
      : '',
} as const satisfies Record<string, (facts: PostmortemFacts) => string>

type Placeholder = keyof typeof placeholders | Section

const isKnown = (name: string): name is keyof typeof placeholders => Object.hasOwn(placeholders, name)

/** Every section as it stands: what people wrote, else what the facts say. */
export const sectionsOf = (
  { sections }: Pick<Postmortem, 'sections'>,
  facts: PostmortemFacts,
): Record<Section, string> => ({ ...draftOf(facts), ...sections })

/** The whole post-mortem as Markdown. The same rows always give the same text. */
export function documentOf(
  postmortem: Pick<Postmortem, 'sections'>,
  facts: PostmortemFacts,
  template: string | null,
): string {
  const sections: Record<string, string> = sectionsOf(postmortem, facts)
  const filled = (template ?? builtInTemplate).replace(slots, (slot, name: string) => {
    const written = Object.hasOwn(sections, name) ? sections[name] : undefined
    if (written !== undefined) return written
    return isKnown(name) ? placeholders[name](facts) : slot
  })
  return `${filled.replace(/\n{3,}/g, '\n\n').trim()}\n`
}

const slots = /\{\{\s*([A-Za-z][\w-]*)\s*\}\}/g

/** Names in a template that mean nothing, which stay in the document as they are. */
export function unknownSlots(template: string): string[] {
  const known: readonly string[] = knownSlots
  const used = [...template.matchAll(slots)].map(([, name = '']) => name)
  return [...new Set(used)].filter((name) => !known.includes(name))
}

/** Every name that a template may use. */
const knownSlots: readonly Placeholder[] = [
  ...(Object.keys(placeholders) as (keyof typeof placeholders)[]),
  ...(['summary', 'impact', 'rootCause', 'resolution', 'prevention', 'lessons'] as const),
]

/** `2026-11-23-incident-3-checkout-returns-500s.md`; a second one of the same incident says so. */
export function fileNameOf(
  { id, title, declaredAt }: { id: number; title: string; declaredAt: Date },
  round: number,
): string {
  const name = channelName('incident', id, title)
  return `${declaredAt.toISOString().slice(0, 10)}-${name}${round > 1 ? `-${round}` : ''}.md`
}
