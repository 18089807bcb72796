import type { Message } from '../../src/domain/message.ts'
import type { OfferState, RoleOffer } from '../../src/domain/role.ts'
import type { Task } from '../../src/domain/task.ts'
import { openIncident } from './incident-samples.ts'
import { maya, minutesLater, start, tomas } from './samples.ts'

const offer = (state: OfferState, role: string): RoleOffer => ({
  ...{ id: 5, incidentId: 3, role, to: tomas, by: maya, at: start, expiresAt: minutesLater(5) },
  ...{ state, settledAt: null },
})

const task = (facts: Partial<Task> = {}): Task => ({
  ...{ id: 4, incidentId: 3, kind: 'action', text: 'fix the index', owner: tomas, dueOn: '2026-11-25' },
  ...{ state: 'open', createdBy: maya, createdAt: start, doneBy: null, doneAt: null },
  ...{ issue: null, remindedOn: null },
  ...facts,
})

const states: OfferState[] = ['open', 'accepted', 'declined', 'expired', 'overtaken']

/** What is posted about people, tasks and runbooks, with the text wherever foreign text can stand. */
export function responseMessages(text: string): Message[] {
  const incident = { id: 3, title: text, channel: text }
  return [
    ...states.flatMap((state) =>
      (['person', 'channel', 'offerer'] as const).map(
        (audience): Message => ({
          ...{ purpose: 'role-offer', audience, offer: offer(state, text), incident },
          ...{ holder: text, description: text },
        }),
      ),
    ),
    {
      ...{ purpose: 'incident-card', incident: openIncident(), severityName: text, recent: [] },
      today: text,
      tasks: Array.from({ length: 5 }, () => task({ text, owner: text, issue: { number: 1, url: text } })),
    },
    { purpose: 'person-left', incident, user: text, roles: [text, text], wasCommander: true },
  ]
}
