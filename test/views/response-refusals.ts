import type { ResponseRefusal } from '../../src/domain/incident/response-refusal.ts'
import type { Sentences } from './operation-refusals.ts'

export const responseSentences: Sentences<ResponseRefusal> = {
  'commander-needed': [
    { refused: 'commander-needed' },
    'Somebody must lead an incident, so nothing was changed. Name a person: `/incident role commander @priya`, or take it yourself: `/incident claim`.',
  ],
  'person-left': [
    { refused: 'person-left', user: 'U0PRIYA0001' },
    '<@U0PRIYA0001> is no longer in this workspace, so nobody was asked. Choose somebody else.',
  ],
  'offer-open': [
    {
      ...{ refused: 'offer-open', role: 'scribe', to: 'U0PRIYA0001', by: 'U0MAYA00001' },
      until: '2026-11-23T03:05:00.000Z',
    },
    '<@U0MAYA00001> has asked <@U0PRIYA0001> to be scribe already, and waits for an answer until <!date^1795403100^{date_short_pretty} {time}|2026-11-23 03:05 UTC>, so nobody else was asked. To take it yourself at once: `/incident role scribe me`.',
  ],
  'no-offer': [
    { refused: 'no-offer', id: 3, role: 'scribe' },
    'Nobody has asked you to be scribe in incident 3, so there is nothing to answer. To take one yourself: `/incident role scribe me`.',
  ],
  'which-offer': [
    { refused: 'which-offer', id: 3, roles: ['commander', 'scribe'], isAccepted: true },
    'You were asked to take more than one role in incident 3. Say which: `/incident accept 3 commander` or `/incident accept 3 scribe`.',
  ],
  'not-your-offer': [
    { refused: 'not-your-offer', id: 3, role: 'scribe', to: 'U0PRIYA0001' },
    'Only <@U0PRIYA0001> can answer whether to be scribe, so nothing was changed. To take it yourself at once: `/incident role scribe me`.',
  ],
  'offer-ended': [
    { refused: 'offer-ended', id: 3, role: 'scribe', state: 'expired' },
    'The time to answer is over, so nothing was changed. The card of incident 3 shows who is scribe; to take it yourself: `/incident role scribe me`.',
  ],
  'no-such-runbook': [
    { refused: 'no-such-runbook', given: 'queue' },
    'No runbook `queue` was begun here, so nothing was ticked. `/incident runbook` lists those that fit, and begins one.',
  ],
  'which-runbook': [
    { refused: 'which-runbook', id: 3, names: ['queue-backlog', 'performance'] },
    'More than one runbook was begun in incident 3. Say which: `/incident tick 1 of queue-backlog` or `/incident tick 1 of performance`.',
  ],
  'no-such-step': [
    { refused: 'no-such-step', runbook: 'Queue backlog', given: 12, steps: 8 },
    '“Queue backlog” has no step 12, so nothing was ticked: its steps are 1 to 8.',
  ],
  'no-such-task': [
    { refused: 'no-such-task', id: '9' },
    'There is no task `9`. `/incident tasks` lists them with their numbers.',
  ],
  'task-ended': [
    { refused: 'task-ended', id: 4, state: 'done', by: 'U0PRIYA0001' },
    'Task 4 is done (by <@U0PRIYA0001>), so nothing about it was changed. Add a new one with `/incident task …` if there is more to do.',
  ],
  'declares-or-says': [
    { refused: 'declares-or-says', verb: 'task', text: 'queue is stuck p0' },
    'This can mean two things, so nothing was done. To declare an incident: `/incident declare task queue is stuck p0`. To use `task` on one, put its number first: `/incident task 12 queue is stuck p0`.',
  ],
  'day-is-past': [
    { refused: 'day-is-past', day: '2026-11-20', today: '2026-11-23' },
    '`2026-11-20` is past: today is 2026-11-23. Nothing was saved; choose a day to come.',
  ],
}
