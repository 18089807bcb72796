import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTeamConfig } from '../../src/config.ts'
import { sampleEnv } from '../sample-env.ts'

const lines = readFileSync(new URL('../../pilothouse.yml', import.meta.url), 'utf8').split('\n')
const secretNames = [
  'VERCEL_TOKEN',
  'GITHUB_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SHOP_API_KEY',
  'DATABASE_URL',
] as const

type Change = (text: string[], secrets: Record<string, string>) => string[]

const place = fc.nat(lines.length - 1)
const piece = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    ':',
    '- ',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '|',
    '>',
    '"',
    "'",
    '#',
    '? ',
    '!!str',
    'null',
    '0',
    '90',
    '\t',
    '<<',
  ),
)

const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (at): Change =>
      (text) =>
        text.toSpliced(at, 1),
  ),
  fc.tuple(place, place).map(
    ([from, to]): Change =>
      (text) =>
        text.toSpliced(to, 0, text[from] ?? ''),
  ),
  fc.tuple(place, fc.nat(6)).map(
    ([at, by]): Change =>
      (text) =>
        text.with(at % text.length, `${' '.repeat(by)}${text[at % text.length]}`),
  ),
  fc.tuple(place, fc.nat(80), piece).map(
    ([at, column, added]): Change =>
      (text) =>
        text.with(at % text.length, spliced(text[at % text.length] ?? '', column, added)),
  ),
  fc.tuple(place, piece).map(
    ([at, value]): Change =>
      (text) =>
        withValue(text, at, value),
  ),
  fc
    .tuple(
      place,
      fc.constantFrom(...secretNames),
      fc.nat(70),
      fc.constantFrom('value', 'key', 'placeholder', 'padded'),
    )
    .map(
      ([at, name, padding, how]): Change =>
        (text, secrets) => {
          const secret = secrets[name] ?? ''
          if (how === 'key') return text.toSpliced(at, 0, `${secret}: 1`)
          if (how === 'placeholder') return withValue(text, at, `"\${${name}}"`)
          return withValue(text, at, how === 'padded' ? 'x'.repeat(padding) + secret : secret)
        },
    ),
)

const secretValues = fc.record({
  VERCEL_TOKEN: fc.stringMatching(/^[A-Za-z0-9]{24}$/),
  GITHUB_TOKEN: fc.stringMatching(/^ghp_[A-Za-z0-9]{36}$/),
  SLACK_SIGNING_SECRET: fc.stringMatching(/^[0-9a-f]{32}$/),
  SHOP_API_KEY: fc.stringMatching(/^[!-~]{12,80}$/),
  DATABASE_URL: fc
    .stringMatching(/^[a-z0-9]{16}$/)
    .map((password) => `postgres://bot:${password}@db.example:5432/bot`),
})

it('any mutation of the sample is read or refused in sentences, by line, without a secret in them', () => {
  let refused = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), secretValues, (changes, secrets) => {
      const text = changes.reduce((changed, apply) => apply(changed, secrets), lines).join('\n')
      const reading = readTeamConfig(text, 'pilothouse.yml', {
        ...secrets,
        ...sampleEnv('http://127.0.0.1:1'),
      })
      if ('ok' in reading) return
      refused += 1
      expect(reading.problems.length).toBeGreaterThan(0)
      const told = reading.problems.join('\n')
      for (const secret of Object.values(secrets)) expect(told).not.toContain(secret)
      expect(told).not.toContain(new URL(secrets.DATABASE_URL).password)
      const numbers = reading.problems.map((problem) =>
        Number(/^pilothouse\.yml:(\d+): [^\n]+\.$/.exec(problem)?.[1]),
      )
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }),
    { numRuns: 300 },
  )
  expect(refused).toBeGreaterThan(100)
})

function spliced(line: string, column: number, added: string): string {
  const at = column % (line.length + 1)
  return line.slice(0, at) + added + line.slice(at)
}

/** The first line at or after `at` that has a key gets another value. */
function withValue(text: string[], at: number, value: string): string[] {
  const found = text.findIndex((line, index) => index >= at && /^\s*[\w-]+: \S/.test(line))
  return found < 0
    ? text
    : text.with(
        found,
        (text[found] ?? '').replace(/: .*/, () => `: ${value}`),
      )
}
