import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimelineEntry, TimelineEvent } from '../../../src/domain/timeline/timeline.ts'
import { firstHash, hashEntry, verifyTimeline } from '../../../src/domain/timeline/timeline.ts'
import { entryInWords } from '../../../src/domain/timeline/words.ts'
import { tidy, tidyTitle } from '../../../src/domain/typed-text.ts'
import { inSeconds } from '../incidents.ts'

function timelineOf(...texts: string[]): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  for (const [index, text] of texts.entries()) {
    const entry = {
      seq: index + 1,
      at: inSeconds(index),
      actor: 'U0MAYA00001',
      event: { kind: 'note', text } as TimelineEvent,
      permalink: null,
      previousHash: entries.at(-1)?.hash ?? firstHash,
    }
    entries.push({ ...entry, hash: hashEntry(entry, 3) })
  }
  return entries
}

test('an untouched timeline is intact', () => {
  expect(verifyTimeline(timelineOf('a', 'b', 'c'), 3)).toEqual({ isIntact: true })
  expect(verifyTimeline([], 3)).toEqual({ isIntact: true })
})

test('an altered, removed, swapped or borrowed entry is noticed', () => {
  const texts = fc.array(fc.string(), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(texts, fc.nat(), (all, pick) => {
      const entries = timelineOf(...all)
      const at = pick % entries.length
      const altered = entries.with(at, {
        ...(entries[at] as TimelineEntry),
        event: { kind: 'note', text: `${all[at]}!` },
      })
      expect(verifyTimeline(altered, 3)).toMatchObject({ isIntact: false, seq: at + 1 })
      const shifted = entries.map((entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }))
      expect(verifyTimeline(shifted, 3).isIntact).toBe(false)
      expect(verifyTimeline(entries.slice(1), 3).isIntact).toBe(false)
      expect(verifyTimeline(entries.toReversed(), 3).isIntact).toBe(false)
      expect(verifyTimeline(entries, 4).isIntact).toBe(false)
    }),
  )
})

test('the order of keys, which a database does not keep, changes nothing', () => {
  const entry = timelineOf('a')[0] as TimelineEntry
  const other = { ...entry, event: { text: 'a', kind: 'note' } as TimelineEvent }
  expect(verifyTimeline([other], 3)).toEqual({ isIntact: true })
})

test('an entry is told in plain words', () => {
  const said = (event: TimelineEvent, actor = 'U0MAYA00001') => entryInWords({ event, actor })
  expect(said({ kind: 'note', text: 'restarted\nthe worker' })).toBe(
    '@U0MAYA00001 noted: restarted the worker',
  )
  expect(said({ kind: 'severity', from: 'p1', to: 'p0', because: 'everybody is hit' })).toBe(
    '@U0MAYA00001 changed the severity from P1 to P0: everybody is hit',
  )
  const failed = { kind: 'step-failed', step: 'set-topic', because: 'Slack said no.' } as const
  expect(said(failed, 'pilothouse')).toBe('This did not work: set topic: Slack said no.')
  expect(said({ kind: 'note', text: 'x'.repeat(5000) }).length).toBe(600)
})

test.each([
  ['U0TOMAS0001', '@U0TOMAS0001 took command from @U0MAYA00001'],
  ['U0MAYA00001', '@U0MAYA00001 handed command to @U0TOMAS0001'],
  ['U0PRIYA0001', '@U0PRIYA0001 moved command from @U0MAYA00001 to @U0TOMAS0001'],
])('an update says truthfully that %s changed the commander', (actor, words) => {
  const event = { kind: 'commander', from: 'U0MAYA00001', to: 'U0TOMAS0001' } as const
  expect(entryInWords({ event, actor })).toBe(words)
})

test('typed text becomes text that every database takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const { title, rest } = tidyTitle(text)
      for (const kept of [tidy(text), title, rest ?? '']) {
        expect(kept.isWellFormed()).toBe(true)
        expect(kept).not.toContain('\0')
      }
      expect(title.length).toBeLessThanOrEqual(200)
    }),
  )
})

test('a title over 200 characters is shortened, and kept in full beside it', () => {
  expect(tidy('pay\u202Etxt.exe\u202C now')).toBe('paytxt.exe now')
  expect(tidyTitle('checkout\n returns  500s')).toEqual({ title: 'checkout returns 500s', rest: null })
  const long = `${'x'.repeat(199)}😀 and more`
  const { title, rest } = tidyTitle(long)
  expect(title).toBe(`${'x'.repeat(199)}…`)
  expect(rest).toBe(long)
})
