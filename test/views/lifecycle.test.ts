import { expect, it } from 'vitest'
import { refusalInWords } from '../../views/refusal.ts'

it.each([
  ['triage', 'resolve', 'not confirmed yet', '`/incident confirm 3`'],
  ['investigating', 'reopen', 'open (investigating)', 'Its card shows what can be done now.'],
  ['identified', 'decline', 'open (identified)', '`/incident cancel 3 because …` ends it'],
  ['monitoring', 'reopen', 'open (monitoring)', 'Its card shows what can be done now.'],
  ['resolved', 'pause', 'resolved', '`/incident reopen 3`'],
  ['postmortem', 'pause', 'resolved, and its post-mortem is under way', '`/incident reopen 3`'],
  ['closed', 'update', 'closed', '`/incident reopen 3`'],
  ['declined', 'update', 'declined, because it was no incident', '`/incident reopen 3 because …`'],
  ['merged', 'update', 'merged into another', 'The work goes on in the incident that its card names.'],
  ['cancelled', 'merge', 'cancelled', '`/incident reopen 3 because …`'],
])('an incident that is %s refuses to %s, and says what can be done', (state, verb, is, next) => {
  const words = refusalInWords({ refused: 'wrong-incident-state', id: 3, state, verb })
  expect(words).toContain(`Incident 3 is ${is}, so you can't ${verb} it. `)
  expect(words).toContain(next)
})

it.each([
  [{ refused: 'cannot-merge', id: 3, into: 3, because: 'itself' }, "can't be merged into itself"],
  [{ refused: 'cannot-merge', id: 3, into: 4, because: 'mixed' }, 'one of them is private or a rehearsal'],
  [{ refused: 'no-such-moment', at: '2026-11-23T14:05:00.000Z', is: 'past' }, 'is over already'],
  [{ refused: 'no-such-moment', at: '2006-11-23T14:05:00.000Z', is: 'too-far' }, 'Is the date right?'],
] as const)('%o is told apart', (refusal, words) => {
  expect(refusalInWords(refusal)).toContain(words)
})
