import { incidentDurations } from '../incident/incident-durations.ts'
import type { Suspect } from '../incident/suspects.ts'
import { taskInWords } from '../operation/words.ts'
import { calledBy } from '../timeline/timeline.ts'
import { entryInWords, sourceWord } from '../timeline/words.ts'
import { cell, lasting, type Names, personIn, sentenceIn, table, utc } from './markdown.ts'
import type { PostmortemFacts, Section } from './postmortem.ts'

const missing = (what: string): string => `_Missing: ${what}._`

/** Whether nobody has said yet what a section is about. */
export const isMissing = (text: string): boolean => text.startsWith('_Missing: ')

/** What each section says before anybody wrote in it. */
export function draftOf({ incident, report }: PostmortemFacts): Record<Section, string> {
  const fix = [
    report?.mitigation ? `**Mitigation:** ${report.mitigation}` : null,
    report?.permanentFix ? `**Permanent fix:** ${report.permanentFix}` : null,
  ].filter((part) => part !== null)
  return {
    summary: incident.summary,
    impact: report?.impact ?? missing('who could not do what, for how long'),
    rootCause: report?.rootCause ?? missing('why it could happen'),
    resolution: fix.join('\n\n') || missing('what stopped the harm, and what repairs it for good'),
    prevention: report?.prevention ?? missing('what keeps it from coming back'),
    lessons: missing('what went well, what went badly, and where we were lucky'),
  }
}

export function timesTable({ incident }: PostmortemFacts): string {
  const durations = incidentDurations(incident)
  const rows: [string, Date | null, number | null, string][] = [
    ['Impact began', incident.impactAt, null, ''],
    ['Detected', incident.detectedAt ?? incident.declaredAt, durations.detect, 'to detect'],
    ['Declared', incident.declaredAt, null, ''],
    ['Acknowledged', incident.acknowledgedAt, durations.acknowledge, 'to acknowledge'],
    ['Mitigated', incident.mitigatedAt, durations.mitigate, 'to mitigate'],
    ['Resolved', incident.resolvedAt, durations.repair, 'to repair'],
  ]
  return table(
    ['what', 'when', 'it took'],
    rows.map(([what, at, ms, took]) => [
      what,
      at === null ? 'not known' : utc(at),
      took === '' ? '' : ms === null ? 'not known' : `${lasting(ms)} ${took}`,
    ]),
    '',
  )
}

export function timelineTable({ timeline, names }: PostmortemFacts): string {
  const rows = timeline.map((entry) => [
    utc(entry.at),
    `${sentenceIn(names, entryInWords(entry))}${entry.permalink ? ` ([${sourceWord(entry)}](${entry.permalink}))` : ''}`,
  ])
  return table(['when', 'what happened'], rows, 'Nothing is in the timeline.')
}

/** Each deployment and operation with how it ended up while the incident lasted. */
export function changesTable({ timeline, names, suspects }: PostmortemFacts): string {
  const rows = new Map<string, string[]>()
  for (const { at, event } of timeline) {
    if (event.kind === 'deployment') {
      const what = `${calledBy(event)} ${event.id}: ${cell(event.service)} → ${cell(event.environment)}`
      const sha = event.sha ? `\`${event.sha.slice(0, 7)}\`` : ''
      rows.set(`deployment ${event.id}`, [utc(at), what, sha, cell(event.became.replaceAll('-', ' '))])
    }
    if (event.kind === 'operation')
      rows.set(`operation ${event.id} ${at.toISOString()}`, [
        utc(at),
        `Operation ${event.id}, for ${personIn(names, event.for)}`,
        '',
        sentenceIn(names, event.did),
      ])
  }
  const none = 'Nothing was deployed, rolled back or switched while it lasted.'
  const done = table(['last seen', 'what', 'commit', 'how it ended'], [...rows.values()], none)
  return [...suspected(suspects), done].join('\n')
}

const mostSuspects = 3

/** What it may have begun with, as it was ranked for those who worked on it. */
function suspected(suspects: readonly Suspect[]): string[] {
  const lines = suspects.slice(0, mostSuspects).map(({ change, why }) => {
    const what =
      change.is === 'deployment'
        ? `Deployment ${change.id}: ${cell(change.service)} → ${cell(change.environment)}${change.sha ? ` \`${change.sha.slice(0, 7)}\`` : ''}`
        : `Operation ${change.id}, to ${cell(taskInWords(change.operation))}`
    return `- ${what}, ${utc(change.at)}: ${cell(why.join(', '))}`
  })
  return lines.length === 0 ? [] : ['Done before it began, the likeliest cause first:', '', ...lines, '']
}

export function updatesTable({ timeline, promises, names }: PostmortemFacts): string {
  const rows = timeline.flatMap(({ at, actor, event }) => {
    if (event.kind === 'holding-update') return [[utc(at), 'automatic', 'the facts alone']]
    return event.kind === 'update'
      ? [[utc(at), personIn(names, actor), sentenceIn(names, event.whatChanged)]]
      : []
  })
  const { kept, late, held } = promises
  const ledger =
    kept + late + held === 0
      ? 'None was due before it was resolved.'
      : `Promised updates: ${kept} in time, ${late} late, ${held} automatic, because nobody had written one.`
  return `${ledger}\n\n${table(['when', 'by', 'what changed'], rows, 'No update was posted.')}`
}

export function peopleList({ incident, names }: PostmortemFacts): string {
  const roles = Object.entries(incident.roles).map(
    ([role, user]) => `- ${cell(role)}: ${personIn(names, user)}`,
  )
  return [
    `- commander: ${personIn(names, incident.commander)}`,
    ...roles,
    `- declared by: ${personIn(names, incident.declaredBy)}`,
    `- resolved by: ${personIn(names, incident.resolvedBy)}`,
  ].join('\n')
}

export function actionTable({ actionItems, names, incident }: PostmortemFacts): string {
  const rows = actionItems
    .filter(({ state }) => state !== 'dropped')
    .map(({ id, text, owner, dueOn, state, issue }) => [
      String(id),
      sentenceIn(names, text),
      owner === null ? '**missing**' : personIn(names, owner),
      dueOn ?? '**missing**',
      issue ? `[#${issue.number}](${issue.url}), ${state}` : state,
    ])
  const add = `\`/incident action ${incident.id} what is to be done @who by 2026-12-01\` adds one.`
  return table(['no.', 'what', 'owner', 'due', 'state'], rows, `None yet: ${add}`)
}

/** Everybody who is named, so that their names can be looked up. */
export function peopleIn(facts: Omit<PostmortemFacts, 'names'>): string[] {
  const ids = new Set<string>()
  const none: Names = {}
  const text = [
    peopleList({ ...facts, names: none }),
    timelineTable({ ...facts, names: none }),
    changesTable({ ...facts, names: none }),
    updatesTable({ ...facts, names: none }),
    actionTable({ ...facts, names: none }),
  ].join('\n')
  for (const [id] of text.matchAll(/\b[UWS](?=[A-Z0-9]*\d)[A-Z0-9]{8,}\b/g)) ids.add(id)
  return [...ids].sort()
}
