import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupLines, type LogLine, shapeOf } from '../../src/domain/diagnostic/log-shapes.ts'

test('Lines that differ in ids, numbers and addresses only are one kind', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(), fc.emailAddress(), fc.ipV4(), (id, count, address, ip) => {
      const shape = shapeOf(`Order ${count} of ${id} (${ip}) failed: 3 items`)
      expect(shape).toBe('Order <n> of <id> (<ip>) failed: <n> items')
      expect(shapeOf(`Mail to <${address}> bounced`)).not.toContain(address)
    }),
  )
})

test.each([
  [
    "TypeError: Cannot read 'price' at order 41\n  at total (file.ts:1)",
    "TypeError: Cannot read 'price' at order <n>",
  ],
  ['GET https://shop.example/a?token=xyz failed', 'GET <url> failed'],
  ['at 2026-11-23T03:00:00.123Z no answer from ord_9fK2mm81Qz', 'at <time> no answer from <id>'],
  ['deadbeef01 is gone', '<id> is gone'],
  ['Nothing to replace', 'Nothing to replace'],
])('%j is of the kind %j', (message, shape) => {
  expect(shapeOf(message)).toBe(shape)
})

const line = fc.record({
  slug: fc.constantFrom('checkout', 'search'),
  version: fc.integer({ min: 1, max: 3 }),
  at: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
  level: fc.constantFrom('error', 'info', 'warn', 'odd'),
  message: fc.string({ unit: 'binary', maxLength: 60 }),
})

test('Whatever was written, each line is counted once, between the first and the last of its kind', () => {
  fc.assert(
    fc.property(fc.array(line), (lines: LogLine[]) => {
      const groups = groupLines(lines)
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(lines.length)
      for (const { shape, level, firstAt, lastAt } of groups) {
        expect(firstAt <= lastAt).toBe(true)
        expect(shapeOf(shape)).toBe(shape)
        expect(lines.some((one) => one.level === level && shapeOf(one.message) === shape)).toBe(true)
      }
      const kinds = groups.map(({ level }) => level)
      if (kinds.includes('error')) expect(kinds[0]).toBe('error')
    }),
  )
})
