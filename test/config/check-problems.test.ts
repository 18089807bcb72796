import { expect, test } from 'vitest'
import { lineOf, problems, sampleWith } from './sample.ts'

test.each([
  [
    'is looked at too often',
    ['every: 20s # usual: 5m', 'every: 1s'],
    'checks.shop-front.every is "1s"; it must be a duration of at least 5s.',
  ],
  [
    'may look for ever',
    ['within: 2s\n    confirmAfter', 'within: 2h\n    confirmAfter'],
    'checks.shop-front.within is "2h"; it must be a duration of at most 1m.',
  ],
  [
    'is about a service that is not on Vercel',
    ['service: web, environment: production, allow', 'service: functions, environment: production, allow'],
    'checks.web-live.service is functions, which is not on Vercel; name a service of kind vercel.',
  ],
  [
    'expects nothing of its number',
    ['expect: { below: 20 }', 'expect: {}'],
    'checks.jobs-failed.expect is a group of settings; it must be a group with above, below or equals.',
  ],
  [
    'would show a key',
    ['json: { active: true }', `contains: '\${PAYMENTS_KEY}'`],
    `checks.payments.contains takes \${PAYMENTS_KEY}, but a check that fails is shown with this; write it as it is, without a secret.`,
  ],
] satisfies [string, [string, string], string][])('A check that %s is refused', (_, change, sentence) => {
  const line = lineOf(change[0])
  expect(problems(sampleWith(change))).toEqual([`pilothouse.yml:${line}: ${sentence}`])
})
