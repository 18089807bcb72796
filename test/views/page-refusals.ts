import type { PageRefusal } from '../../src/domain/page/refusal.ts'
import { time } from '../../views/text.ts'
import type { Sentences } from './operation-refusals.ts'

const [from, to] = ['2026-11-23T22:00:00.000Z', '2026-11-23T21:00:00.000Z']

export const pageSentences: Sentences<PageRefusal> = {
  'no-status-page': [
    { refused: 'no-status-page' },
    'There is no public page: pilothouse.yml has no `statusPage`. Its components are named there.',
  ],
  'may-not-announce': [
    { refused: 'may-not-announce', who: { group: 'S0APPROVERS', users: [] }, unknown: 'Slack is away' },
    'Pilothouse can’t tell who is among <!subteam^S0APPROVERS>, so nothing was changed: Slack is away. Try again in a minute.',
  ],
  'no-such-maintenance': [
    { refused: 'no-such-maintenance', id: '7' },
    'There is no maintenance `7`. `/status maintenance` lists it with its numbers.',
  ],
  'maintenance-over': [
    { refused: 'maintenance-over', id: 3 },
    'Maintenance 3 is over already, so nothing was changed.',
  ],
  'no-such-span': [
    { refused: 'no-such-span', from, to, isBackwards: true, mostDays: 30 },
    `From ${time(new Date(from))} to ${time(new Date(to))} ends before it begins, so nothing was announced. Say both times again: \`from 22:00 to 23:00\`, or \`from friday 22:00 for 2h\`.`,
  ],
}
