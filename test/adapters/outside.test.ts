import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createOutside } from '../../src/adapters/outside.ts'
import type { Failed } from '../../src/adapters/upstream-error.ts'
import { UpstreamError } from '../../src/domain/errors.ts'

class Answered extends Error {
  readonly failed: Failed

  constructor(failed: Failed) {
    super('the client’s own words')
    this.failed = failed
  }
}

/** A service that answers each call with the next of `answers`: a failure, or 'fine'. */
function start(answers: (Failed | 'fine' | Error)[], options: { repeats?: number } = { repeats: 0 }) {
  let calls = 0
  const outside = createOutside(
    {
      name: 'Beacon',
      secret: 'BEACON_TOKEN',
      statusPage: 'https://status.beacon.example',
      read: (error) => (error instanceof Answered ? error.failed : undefined),
    },
    options,
  )
  const call = async () => {
    const answer = answers[calls++] ?? 'fine'
    if (answer === 'fine') return answer
    throw answer instanceof Error ? answer : new Answered(answer)
  }
  const caught = (error: unknown) => {
    if (error instanceof UpstreamError) return error
    throw error
  }
  return {
    calls: () => calls,
    ask: (schema: z.ZodType<string> = z.string()) =>
      outside.ask('light the lamp', schema, call).catch(caught),
    act: (schema: z.ZodType<string> = z.string()) =>
      outside.act('light the lamp', schema, call).catch(caught),
  }
}

describe('what a failure becomes', () => {
  test.each([
    [
      { status: 401, said: 'Who are you' },
      false,
      'Beacon could not light the lamp: it refused the token: “Who are you” (401). Put a valid one into BEACON_TOKEN and restart.',
    ],
    [
      { status: 403, said: 'No' },
      false,
      'Beacon could not light the lamp: “No” (403). Give the token in BEACON_TOKEN the permission for it.',
    ],
    [
      { status: 404 },
      false,
      'Beacon could not light the lamp: status 404. Look whether the name is right and the token in BEACON_TOKEN may see it.',
    ],
    [
      { status: 422, said: 'Bad wick' },
      false,
      'Beacon could not light the lamp: it answered “Bad wick” (422).',
    ],
    [
      { status: 429, retryAfterMs: 3000 },
      true,
      'Beacon could not light the lamp: too many calls: status 429. Wait 3 s.',
    ],
    [
      { status: 503 },
      true,
      'Beacon could not light the lamp: it answered status 503. If it goes on, look at https://status.beacon.example.',
    ],
  ])('%j', async (failed, isRetryable, sentence) => {
    const trouble = await start([failed]).act()
    expect(trouble).toMatchObject({
      message: sentence,
      isRetryable,
      code: String(failed.status),
      service: 'Beacon',
    })
  })

  test.each([
    [{ status: 500 }, true],
    [{ status: 504 }, true],
    [{ status: 429 }, false],
    [{ status: 422 }, false],
    [new Error('socket hang up'), true],
    [new Error('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) }), false],
  ])('an act that ended in %j: uncertain is %s', async (failed, isUncertain) => {
    expect(await start([failed]).act()).toMatchObject({ isUncertain })
  })

  test('a question is never uncertain', async () => {
    expect(await start([{ status: 500 }]).ask()).toMatchObject({ isUncertain: false })
  })

  test('an answer of another shape is no outage', async () => {
    const trouble = await start([]).ask(z.object({ lamp: z.string() }).transform((answer) => answer.lamp))
    expect(trouble).toMatchObject({ code: 'unreadable', isRetryable: false })
  })
})

describe('how often is sent', () => {
  test('a question is repeated twice on an outage', async () => {
    const beacon = start([{ status: 500 }, { status: 502 }], { repeats: 2 })
    expect(await beacon.ask()).toBe('fine')
    expect(beacon.calls()).toBe(3)
  })

  test('a question is not repeated when the answer is no, or a limit', async () => {
    for (const failed of [{ status: 404 }, { status: 429, retryAfterMs: 1000 }]) {
      const beacon = start([failed], { repeats: 2 })
      expect(await beacon.ask()).toBeInstanceOf(UpstreamError)
      expect(beacon.calls()).toBe(1)
    }
  })

  test('an act is sent once', async () => {
    const beacon = start([{ status: 500 }], { repeats: 2 })
    await beacon.act()
    expect(beacon.calls()).toBe(1)
  })

  test('after six outages in a row nothing is sent, and that is said', async () => {
    const beacon = start(Array.from({ length: 9 }, () => ({ status: 500 })))
    for (let n = 0; n < 6; n++) await beacon.act()
    const paused = await beacon.ask()
    expect(beacon.calls()).toBe(6)
    expect(paused).toMatchObject({ isRetryable: true, isUncertain: false, retryAfterMs: 10_000 })
    expect(String(paused)).toContain('it failed several times in a row, so nothing is sent to it for 10 s')
  })

  test('refusals pause nothing', async () => {
    const beacon = start(Array.from({ length: 9 }, () => ({ status: 422 })))
    for (let n = 0; n < 9; n++) await beacon.act()
    expect(beacon.calls()).toBe(9)
  })
})
