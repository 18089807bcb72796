import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyTrouble } from '../../../src/domain/deployment/expectation.ts'

const body = JSON.stringify({ ok: true, items: [{ name: 'Mug', price: null }], total: 2 })

describe('the body of an answer', () => {
  test.each([
    [{}, null],
    [{ contains: '"ok":true' }, null],
    [{ contains: 'sold out' }, 'does not contain "sold out"'],
    [{ json: { ok: true, total: 2, 'items.0.name': 'Mug', 'items.0.price': null } }, null],
    [{ json: { ok: false } }, 'answered ok: true instead of false'],
    [{ json: { total: '2' } }, 'answered total: 2 instead of "2"'],
    [{ json: { items: 'Mug' } }, 'answered items: a list instead of "Mug"'],
    [{ json: { 'items.1.name': 'Cup' } }, 'answered JSON without items.1.name'],
    [{ json: { constructor: 'x' } }, 'answered JSON without constructor'],
  ])('that must be like %j: %s', (expected, trouble) => {
    expect(bodyTrouble(body, expected)).toBe(trouble)
  })

  test('that is no JSON is told so, and only where JSON is expected', () => {
    expect(bodyTrouble('<html>', { json: { ok: true } })).toBe('answered something else than JSON')
    expect(bodyTrouble('<html>', {})).toBe(null)
  })

  test('whatever it holds, it is as expected where it is compared with itself', () => {
    const key = fc.stringMatching(/^[^.\s]+$/)
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    fc.assert(
      fc.property(fc.dictionary(key, scalar), (json) => {
        expect(bodyTrouble(JSON.stringify(json), { json })).toBe(null)
      }),
    )
  })

  test('whatever is answered, looking at it never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => bodyTrouble(text, { json: { 'a.b': 1 } })).not.toThrow()
      }),
    )
  })
})
