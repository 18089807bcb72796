import type { OfferState, RoleOffer } from '../../src/domain/incident/role.ts'
import type { StartedRunbook } from '../../src/domain/incident/runbook.ts'
import type { Task } from '../../src/domain/incident/task.ts'
import type { Message } from '../../src/domain/message.ts'
import { openIncident } from './incident-samples.ts'
import { maya, minutesLater, start, tomas } from './samples.ts'

const offer = (state: OfferState, role: string): RoleOffer => ({
  ...{ id: 5, incidentId: 3, role, to: tomas, by: maya, at: start, expiresAt: minutesLater(5) },
  ...{ state, settledAt: null },
})

const task = (facts: Partial<Task> = {}): Task => ({
  ...{ id: 4, incidentId: 3, kind: 'action', text: 'fix the index', owner: tomas, dueOn: '2026-11-25' },
  ...{ state: 'open', createdBy: maya, createdAt: start, doneBy: null, doneAt: null },
  ...{ issue: null, remindedOn: null, revision: 0 },
  ...facts,
})

/** Everything that a file can hold, with the text wherever it can stand. */
const started = (text: string): StartedRunbook => ({
  ...{ id: 2, incidentId: 3, startedBy: maya, startedAt: start },
  runbook: {
    ...{ name: text, title: text, url: text, services: [], alerts: [], keywords: [], troubles: [text] },
    intro: [{ is: 'code', code: text }],
    steps: Array.from({ length: 2 }, (_, index) => ({
      ...{ number: index + 1, heading: text, unknownAct: index % 2 === 0 ? text : null },
      act: index % 2 === 0 ? null : { label: text, command: '/deploy', text, changesSomething: true },
      line: [
        ...(['text', 'strong', 'em', 'code'] as const).map((is) => ({ is, text })),
        { is: 'link', text, url: text },
      ],
      details: [
        { is: 'line', line: [{ is: 'text', text }] },
        { is: 'code', code: text },
      ],
    })),
  },
  ticks: [{ step: 1, user: text, at: start }],
})

const states: OfferState[] = ['open', 'accepted', 'declined', 'expired', 'overtaken']

/** What is posted about people, tasks and runbooks, with the text wherever foreign text can stand. */
export function responseMessages(text: string): Message[] {
  const incident = { id: 3, title: text, channel: text }
  return [
    ...states.map(
      (state): Message => ({
        ...{ purpose: 'role-offer', audience: 'channel', offer: offer(state, text), incident },
        ...{ holder: text, description: text },
      }),
    ),
    {
      ...{ purpose: 'incident-card', incident: openIncident(), severityName: text, recent: [] },
      today: text,
      tasks: Array.from({ length: 4 }, () => task({ text, owner: text, issue: { number: 1, url: text } })),
    },
    { purpose: 'runbook-card', incident, started: started(text), page: 0 },
    {
      purpose: 'task-reminder',
      incident,
      task: task({ text, owner: text, doneBy: text }),
      day: '2026-11-26',
    },
    {
      purpose: 'task-reminder',
      incident,
      task: task({ text, state: 'done', doneBy: text }),
      day: '2026-11-26',
    },
    { purpose: 'person-left', incident, user: text, roles: [text, text], wasCommander: true },
  ]
}
