import { expect, test } from 'vitest'
import { isShownIn, timelineFilters } from '../../../src/domain/timeline/filter.ts'
import { inNewestWords, mayAmend } from '../../../src/domain/timeline/revision.ts'
import { verifyTimeline } from '../../../src/domain/timeline/timeline.ts'
import { bound } from '../timelines.ts'

const maya = 'U0MAYA00001'
const entries = bound([
  { event: { kind: 'note', text: 'restarted the mailer' } },
  { event: { kind: 'message', text: 'the pool is full', author: 'U0TOMAS0001' } },
  { event: { kind: 'revision', of: 1, text: 'restarted the worker' } },
  { event: { kind: 'revision', of: 2, text: null } },
  { event: { kind: 'revision', of: 1, text: 'restarted the payment worker' } },
  { event: { kind: 'happened', topic: 'lock', did: 'locked production' } },
])

const textOf = (seq: number) => {
  const event = inNewestWords(entries)[seq - 1]?.event
  return event && 'text' in event ? event.text : null
}

test('an amended entry is read in its newest words, a deleted one in those it had', () => {
  expect(textOf(1)).toBe('restarted the payment worker (amended)')
  expect(textOf(2)).toBe('the pool is full (deleted since)')
  expect(entries[0]?.event).toEqual({ kind: 'note', text: 'restarted the mailer' })
  expect(verifyTimeline(entries, 3).isIntact).toBe(true)
})

test.each([
  [9, 'anything', maya, 'not-there'],
  [2, 'anything', 'U0TOMAS0001', 'not-a-note'],
  [1, 'anything', 'U0TOMAS0001', 'not-yours'],
  [1, 'restarted the payment worker', maya, 'so-already'],
  [1, 'restarted nothing', maya, undefined],
])('correcting entry %i to "%s" by %s: %s', (seq, text, person, because) => {
  const refusal = mayAmend(entries, { incident: 3, seq, text }, person)
  expect(refusal?.refused === 'cannot-amend' ? refusal.because : undefined).toBe(because)
})

test('each entry is under exactly one filter', () => {
  for (const { event } of entries)
    expect(timelineFilters.filter((filter) => isShownIn(filter, event))).toHaveLength(1)
  expect(entries.filter(({ event }) => isShownIn('deployments', event))).toHaveLength(1)
})
