import { expect, test } from 'vitest'
import type { TimelineEvent } from '../../../src/domain/timeline/timeline.ts'
import { draftOf } from '../../../src/domain/updates/update-draft.ts'

const draft = (...events: TimelineEvent[]) => draftOf(events.map((event) => ({ event })))

test('a draft holds what everybody may know, as sentences, oldest first', () => {
  expect(
    draft(
      { kind: 'severity', from: 'p2', to: 'p0', because: null },
      { kind: 'note', text: 'restarted\nthe worker' },
      {
        kind: 'deployment',
        id: 4,
        service: 'web',
        environment: 'production',
        sha: null,
        became: 'rolled-back',
      },
      { kind: 'state', from: 'investigating', to: 'monitoring' },
    ),
  ).toBe(
    [
      'The severity went from P2 to P0.',
      'Restarted the worker.',
      'Deployment 4 of web to production: rolled back.',
      'It is now: monitoring.',
    ].join('\n'),
  )
})

test('it leaves out what concerns only those who work on it, and says nothing where nothing happened', () => {
  expect(
    draft(
      { kind: 'holding-update' },
      { kind: 'commander', from: 'U0MAYA00001', to: 'U0PRIYA0001' },
      { kind: 'message', text: 'it is Bob’s fault', author: 'U0MAYA00001' },
      { kind: 'step-failed', step: 'invite', because: 'no' },
    ),
  ).toBe('')
})

test('of a long night it keeps the newest', () => {
  const notes = Array.from({ length: 100 }, (_, number) => ({
    event: { kind: 'note' as const, text: `${number} ${'word '.repeat(20)}` },
  }))
  const words = draftOf(notes)
  expect(words.length).toBeLessThanOrEqual(1500)
  expect(words).toContain('99 word')
  expect(words).not.toContain('\n1 word')
})
