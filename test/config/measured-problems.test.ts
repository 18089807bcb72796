import { expect, test } from 'vitest'
import { lineOf, problems, sampleWith } from './sample.ts'

const of = 'of: [hosting, payment-fees]'

test.each([
  [of, 'of: [hosting, together]', 'is "together", which is a sum itself; name what it is made of.'],
  [
    of,
    'of: [hosting, payment-fee]',
    'is "payment-fee", which is not among the costs; known: hosting, payment-fees, together (did you mean "payment-fees"?).',
  ],
  [
    'budget: 1300, currency: EUR',
    'budget: 1300, currency: USD',
    'is "payment-fees", which is in another currency; a sum has one.',
  ],
])('A sum of costs with %s as %s is refused', (from, to, sentence) => {
  const found = problems(sampleWith([from, to]))
  expect(found.at(-1)).toBe(`pilothouse.yml:${lineOf(from)}: cost.together.value.of[1] ${sentence}`)
})
