import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closest } from '../../src/domain/suggestion.ts'

const known = ['production', 'staging', 'prod', 'web', 'docs', 'worker', 'history']

test.each([
  ['wbe', 'web'],
  ['prodction', 'production'],
  ['stag', 'staging'],
  ['WORKR', 'worker'],
  ['histroy', 'history'],
  ['dcos', 'docs'],
])('%s is near enough to be %s', (given, meant) => {
  expect(closest(given, known)).toBe(meant)
})

test.each(['kubernetes', 'x', '', 'pr', 'moon'])('%s is near nothing', (given) => {
  expect(closest(given, known)).toBeUndefined()
})

test('nothing is near where nothing is known', () => {
  expect(closest('web', [])).toBeUndefined()
})

test('a known word is nearest to itself, and any text gives a known word or nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.string(), (word, text) => {
      expect(closest(word, known)).toBe(word)
      expect([undefined, ...known]).toContain(closest(text, known))
    }),
  )
})

test('a word with two neighbours swapped is found again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(), (word, at) => {
      const index = at % (word.length - 1)
      const letters = [...word]
      ;[letters[index], letters[index + 1]] = [letters[index + 1] ?? '', letters[index] ?? '']
      expect(closest(letters.join(''), [word])).toBe(word)
    }),
  )
})
