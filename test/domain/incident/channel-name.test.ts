import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelName } from '../../../src/domain/incident/channel-name.ts'

test('a channel is named after its incident', () => {
  expect(channelName('inc', 3, 'Checkout returns 500s!')).toBe('inc-3-checkout-returns-500s')
})

test('accents are folded, and emoji left out', () => {
  expect(channelName('inc', 3, 'Größe läßt Ångström Łódź schäumen 🔥')).toBe(
    'inc-3-grosse-lasst-angstrom-lodz-schaumen',
  )
})

test('a title without a usable letter gives the number alone', () => {
  expect(channelName('inc', 3, '支払いが失敗する')).toBe('inc-3')
  expect(channelName('inc', 3, '🔥🔥')).toBe('inc-3')
})

test('any title gives a name that Slack takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
      const name = channelName('inc', 3, title)
      expect(name).toMatch(/^inc-3(-[a-z0-9]+)*$/)
      expect(name.length).toBeLessThanOrEqual(80)
    }),
  )
})
