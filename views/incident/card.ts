import type { Button, KnownBlock, Overflow } from '@slack/types'
import type { Incident, OpenIncident } from '../../src/domain/incident/incident.ts'
import { isDropped, isOpen, isRestored } from '../../src/domain/incident/incident.ts'
import type { Message, Suspicion } from '../../src/domain/message.ts'
import { inNewestWords } from '../../src/domain/timeline/revision.ts'
import { actions } from '../actions.ts'
import { button, context, factLines, header, overflow, packed, row, section } from '../blocks.ts'
import { cureBlocks, cureButtons } from '../cure/card.ts'
import { lockedInWords } from '../cure/suspects.ts'
import { monitoringLine } from '../monitoring/card-line.ts'
import { aftermathButtons } from '../postmortem/buttons.ts'
import { postmortemLine } from '../postmortem/card-line.ts'
import { runbookLines } from '../runbooks/card-lines.ts'
import { openTasks } from '../tasks/card-lines.ts'
import { code, line, link, oneLine, quote, shorten, time, user } from '../text.ts'
import { entryLine } from '../timeline/entries.ts'
import { paceRow } from '../updates/cadence.ts'
import {
  affectsInWords,
  beganInWords,
  failedSetup,
  incidentTitle,
  issueInWords,
  marks,
  nextUpdate,
  openFor,
  rolesInWords,
  severityInWords,
  stateIcons,
  stateWords,
  whereabouts,
} from './words.ts'

type Shown = Extract<Message, { purpose: 'incident-card' }>

const maxEntries = 5

/** The pinned card in the incident's own channel. */
export function incidentCard({
  incident,
  severityName,
  recent,
  tasks = [],
  today = '',
  relax = [],
  runbooks,
  suspicion,
  ...after
}: Shown): {
  text: string
  blocks: KnownBlock[]
} {
  const severity = severityInWords(incident.severity, severityName)
  return {
    text: `${line(severity, 60)}: ${incidentTitle(incident)} (${stateWords[incident.state]})`,
    blocks: [
      header(shorten(`Incident ${incident.id} · ${oneLine(incident.title)}`, 150)),
      section([headline(incident, severity), ...marks(incident)].join('\n')),
      factLines({
        Commander: user(incident.commander),
        Roles: rolesInWords(incident),
        Affects: affectsInWords(incident),
        Began: beganInWords(incident),
        'Next update': isOpen(incident) ? nextUpdate(incident) : null,
        Locked: suspicion ? lockedInWords(suspicion) : null,
        Monitoring: monitoringLine(incident, after.monitoring),
        'Post-mortem': postmortemLine(after.postmortem),
        Time: openFor(incident),
        Channel: whereabouts(incident),
        GitHub: issueInWords(incident),
      }),
      ...runbookLines(incident, runbooks),
      ...cureBlocks(incident.id, suspicion),
      ...openTasks(tasks, today),
      ...packed(failedSetup(incident)),
      ...latest(inNewestWords(recent).slice(-maxEntries).map(entryLine)),
      ...origin(incident),
      ...buttons(incident, suspicion),
      ...paceRow(incident, relax),
    ],
  }
}

const headline = (incident: Incident, severity: string): string =>
  `${stateIcons[incident.state]} *${line(severity, 60)}* · *${stateWords[incident.state]}*${ending(incident)}`

function ending(incident: Incident): string {
  if (isRestored(incident))
    return ` ${time(incident.resolvedAt)} by ${user(incident.resolvedBy)}\n${quote(incident.summary, 800)}`
  if (!isDropped(incident)) return ''
  const into = incident.mergedInto === null ? '' : ` (incident ${incident.mergedInto})`
  return `${into} ${time(incident.endedAt)} by ${user(incident.endedBy)}\n${quote(incident.because, 800)}`
}

const latest = (lines: string[]): KnownBlock[] => (lines.length === 0 ? [] : packed(['*Latest*', ...lines]))

function origin(incident: Incident): KnownBlock[] {
  const from = incident.sourceLink ? `, from ${link(incident.sourceLink, 'this message')}` : ''
  return [
    context(
      `Declared by ${user(incident.declaredBy)}${from}. ${code(`/incident timeline ${incident.id}`)} shows everything.`,
    ),
  ]
}

function buttons(incident: Incident, suspicion: Suspicion | undefined): KnownBlock[] {
  const id = String(incident.id)
  const timeline = button(actions.timeline, 'Timeline', id)
  if (!isOpen(incident))
    return row([
      ...aftermathButtons(incident),
      button(actions.reopen, 'Reopen…', id),
      timeline,
      more(incident, ['affects', 'since']),
    ])
  const roles = [
    ...(incident.acknowledgedAt ? [] : [button(actions.acknowledge, 'Acknowledge', id)]),
    button(actions.severity, 'Severity…', id),
    button(actions.roles, 'Roles…', id),
    button(actions.claim, 'Take command', id),
    button(actions.tasks, 'Tasks', id),
    timeline,
    more(incident, seldom(incident)),
  ]
  return [...row([...nextSteps(incident), ...cureButtons(incident, suspicion)]), ...row(roles)]
}

/** What most people come for; first what brings it on from where it is. */
function nextSteps(incident: OpenIncident): Button[] {
  const id = String(incident.id)
  const note = button(actions.note, 'Add note…', id)
  const update = (style: Parameters<typeof button>[3]) => button(actions.update, 'Post update…', id, style)
  if (incident.state === 'triage')
    return [
      button(actions.confirm, 'Confirm', id, { style: 'primary' }),
      button(actions.decline, 'Decline…', id),
      note,
    ]
  if (incident.pause) return [button(actions.resume, 'Continue', id, { style: 'primary' }), update({}), note]
  return [update({ style: 'primary' }), note, button(actions.resolve, 'Resolve…', id)]
}

const seldomWords = {
  pause: 'Pause…',
  affects: 'Affected services…',
  since: 'Since when…',
  merge: 'Merge into another…',
  cancel: 'Cancel incident…',
} as const
type Seldom = keyof typeof seldomWords

const seldom = ({ state }: OpenIncident): Seldom[] =>
  state === 'triage' ? ['affects', 'since', 'merge'] : ['pause', 'affects', 'since', 'merge', 'cancel']

const more = ({ id }: Incident, verbs: Seldom[]): Overflow =>
  overflow(
    actions.more,
    verbs.map((verb) => ({ value: `${verb}:${id}`, label: seldomWords[verb] })),
  )
