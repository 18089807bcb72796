import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ExportFormat } from '../../src/domain/timeline/export.ts'
import type { TimelineEvent } from '../../src/domain/timeline/timeline.ts'
import { exportFile } from '../../views/timeline/export.ts'
import { timelineModal } from '../../views/timeline/modal.ts'
import { declaredAt, incident } from '../domain/incidents.ts'
import { bound } from '../domain/timelines.ts'

const names: Record<string, string> = { U0MAYA00001: 'Maya Lindqvist', U0TOMAS0001: '=Tomas' }
const nameOf = (user: string) => names[user] ?? user

function exported(format: ExportFormat, texts: readonly string[], permalink: string | null = null): string {
  const entries = bound(texts.map((text) => ({ event: { kind: 'note', text } as TimelineEvent, permalink })))
  const timeline = { team: 'harbour', incident: incident(), entries, madeAt: declaredAt, nameOf }
  return exportFile(format, timeline).text
}

const anyTexts = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 1, maxLength: 6 })

/** Reads a CSV file as RFC 4180 has it. */
function cellsOf(csv: string): string[][] {
  const rows = csv.match(/(?:"(?:[^"]|"")*",?)+\r\n/g) ?? []
  expect(rows.join('')).toBe(csv)
  return rows.map((row) =>
    [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  )
}

test('a spreadsheet gets every word back, and computes none of them', () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const [columns, ...rows] = cellsOf(exported('csv', texts))
      expect(columns).toHaveLength(8)
      expect(rows).toHaveLength(texts.length)
      for (const [index, row] of rows.entries()) {
        expect(row).toHaveLength(8)
        expect(row[5]).toContain(texts[index])
        for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
      }
    }),
  )
  expect(exported('csv', ['x'])).toContain('"Maya Lindqvist","note","Maya Lindqvist noted: x"')
})

test('anybody can check the hashes of the JSON file without Pilothouse', () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const file = JSON.parse(exported('json', texts, 'https://slack.test/p1'))
      for (const { seq, at, actor, event, permalink, previousHash, hash } of file.entries) {
        const pairs = Object.keys(event)
          .sort()
          .map((key) => [key, event[key]])
        const whole = JSON.stringify([file.incident.id, seq, at, actor, pairs, permalink, previousHash])
        expect(createHash('sha256').update(whole).digest('hex')).toBe(hash)
      }
    }),
  )
})

test('foreign words mark nothing in the Markdown file, and stay on their line', () => {
  fc.assert(
    fc.property(anyTexts, (texts) => {
      const lines = exported('md', texts).trimEnd().split('\n')
      expect(lines.slice(-texts.length).every((line, index) => line.startsWith(`${index + 1}. **`))).toBe(
        true,
      )
    }),
  )
  const text = exported('md', ['<script> [x](https://evil.test)\n# Title @here'], 'https://slack.test/p1')
  expect(text).toContain(
    '1. **2026-11-23 03:00:00** Maya Lindqvist noted: \\<script\\> \\[x\\](https://evil.test) \\# Title \\@here ([message](https://slack.test/p1))',
  )
})

test('500 entries are turned page by page, each within what Slack takes', () => {
  const entries = bound(
    Array.from({ length: 500 }, () => ({
      event: { kind: 'note', text: '&<>'.repeat(400) } as TimelineEvent,
    })),
  )
  for (const page of [1, 7, 13]) {
    const view = timelineModal(incident(), entries, { filter: null, page })
    const text = JSON.stringify(view)
    expect(new TextEncoder().encode(text).length).toBeLessThan(250_000)
    expect(view.blocks.length).toBeLessThanOrEqual(100)
    expect(text).toContain(`500 entries · page ${page} of 13`)
    expect(text).not.toContain('more"')
    expect([text.includes('Earlier'), text.includes('Later')]).toEqual([page > 1, page < 13])
  }
  const none = JSON.stringify(timelineModal(incident(), entries, { filter: 'pages', page: null }))
  expect(none).toContain('There are no pages and alerts in it.')
})
