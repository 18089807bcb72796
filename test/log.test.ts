import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog, logFor } from '../src/log.ts'

type Line = Record<string, unknown>

/** A log that keeps what it would print. */
function keptLog(secrets: readonly string[] = [], level = 'debug') {
  const printed: string[] = []
  const log = createLog({ level, secrets, to: { write: (line) => void printed.push(line) } })
  const lines = () => printed.map((line): Line => JSON.parse(line))
  return { log, lines }
}

/** Every text in a value, keys included. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
}

describe('a line', () => {
  it('is one JSON object with time, level, message and fields', () => {
    const { log, lines } = keptLog()
    log.info({ subject: 'deployment 3', attempts: 2 }, 'rolled out')
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        subject: 'deployment 3',
        attempts: 2,
        msg: 'rolled out',
      },
    ])
  })

  it('says who asked for what, on every line of a request', () => {
    const { log, lines } = keptLog()
    const request = logFor(log, {
      requestId: 'r1',
      team: 'T0HARBOUR01',
      actor: 'U0MAYA00001',
      subject: 'incident 2',
    })
    request.info({}, 'began')
    request.warn({}, 'ended')
    for (const line of lines()) {
      expect(line).toMatchObject({
        requestId: 'r1',
        team: 'T0HARBOUR01',
        actor: 'U0MAYA00001',
        subject: 'incident 2',
      })
    }
    expect(lines()).toHaveLength(2)
  })

  it('is left out below the level', () => {
    const { log, lines } = keptLog([], 'warn')
    log.info({}, 'quiet')
    log.error({}, 'loud')
    expect(lines().map(({ msg }) => msg)).toEqual(['loud'])
  })

  it.each(['err', 'error', 'reason'])('tells an error and its causes under the name %s', (name) => {
    const { log, lines } = keptLog()
    const cause = new Error('connection reset', { cause: new Error('cable cut') })
    log.error({ [name]: new Error('Vercel did not answer', { cause }) }, 'failed')
    const texts = textsIn(lines()[0]?.[name])
    for (const text of ['Vercel did not answer', 'connection reset', 'cable cut'])
      expect(texts).toContain(text)
  })
})

describe('no secret is printed', () => {
  const secret = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_-]{12,60}$/),
    fc.stringMatching(/^[A-Za-z0-9"\\/+=\n ]{16,60}$/).filter((text) => text.trim().length >= 12),
    fc
      .array(fc.stringMatching(/^[A-Za-z0-9+/]{64}$/), { minLength: 2, maxLength: 4 })
      .map((rows) => `-----BEGIN PRIVATE KEY-----\n${rows.join('\n')}\n-----END PRIVATE KEY-----\n`),
  )
  const around = fc.stringMatching(/^[a-z "{}:,.\\\n]{0,12}$/)

  it('wherever it stands in what is logged', () => {
    fc.assert(
      fc.property(secret, around, around, (value, before, after) => {
        const { log, lines } = keptLog([value])
        const text = `${before}${value}${after}`
        logFor(log, { actor: text }).info({ [text]: 1, list: [{ deep: text }] }, text)
        log.warn(
          { body: JSON.stringify({ text }), url: `https://x.example/?q=${encodeURIComponent(value)}` },
          'sent',
        )
        log.error(
          { err: new Error(text, { cause: Object.assign(new Error(text), { token: value }) }) },
          'failed',
        )
        log.error({ reason: new AggregateError([new Error(text)], 'several') }, 'failed')
        expect(lines()).toHaveLength(4)
        for (const shown of lines().flatMap(textsIn)) {
          expect(shown).not.toContain(value)
          expect(shown).not.toContain(encodeURIComponent(value))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('even one that the process was never told, if it looks like a token', () => {
    const { log, lines } = keptLog()
    log.error(
      { err: new Error(`refused: ghp_${'a1b2'.repeat(9)}`), headers: { authorization: 'Bearer abcdefgh' } },
      'no',
    )
    expect(JSON.stringify(lines())).not.toMatch(/a1b2|abcdefgh/)
  })
})
