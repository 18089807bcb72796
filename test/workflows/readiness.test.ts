import { expect, test } from 'vitest'
import { judgeReadiness, type ReadinessItem } from '../../src/domain/status/readiness.ts'
import { openWorld } from '../world.ts'

test('/status readiness scores what is found and what people vouch for, and says what is missing', async () => {
  const world = await openWorld({ hasChecks: true, isPaging: true })
  const { priya, jonas } = world
  const before = await jonas.asks('/status readiness')
  expect(before).toMatch(/\*Ready: \d of 9 \(\d+%\)\*/)
  expect(before).toContain(':white_check_mark: Somebody is on call')
  expect(before).toContain('no rollback was verified and no drill was held in 90 days.')
  expect(before).toMatch(/:x: A backup was restored .*\n {3}`restore-test` · nobody has attested it\./)
  const score = Number(/Ready: (\d)/.exec(before)?.[1])

  expect(await priya.asks('/status attest restor-test because we did it')).toContain(
    'Did you mean `restore-test`?',
  )
  expect(await priya.asks('/status attest checks because I looked')).toContain('nothing was attested')
  expect(await priya.asks('/status attest restore-test because it was restored <!here>')).toContain(
    `${score + 1} items of 9 are ready now.`,
  )
  await priya.asks('/status readiness')
  await priya.clicks('Attest…')
  const form = priya.views().at(-1)
  const { errors = {} } = await priya.submit(form?.id ?? '', { because: 'tested as two tenants' })
  await world.settle()
  expect(errors).toEqual({})
  const after = await jonas.asks('/status readiness')
  expect(after).toContain(`*Ready: ${score + 2} of 9`)
  expect(after).toMatch(/attested by <@U0PRIYA0001> .*: it was restored &lt;!here&gt;\. It counts until/)
  const { db } = world.bot.deps
  const audit = await db.selectFrom('audit').select('actor').where('subject', '=', 'readiness').execute()
  expect(audit).toEqual([{ actor: 'U0PRIYA0001' }, { actor: 'U0PRIYA0001' }])

  world.sandbox.vercel.failNext(/./, 503, 100)
  expect(await jonas.asks('/status readiness')).toMatch(/:question: .*\n.*unknown: Vercel could not/)
})

test('an attestation counts until it expires, and what nobody could find out counts as missing', () => {
  const items: ReadinessItem[] = [
    { name: 'limits', area: 'scalability', item: 'Limits are known', is: 'attested', expiresAfter: 1000 },
    { name: 'checks', area: 'observability', item: 'Checked', is: 'checks-configured', within: 1 },
  ]
  const at = new Date(0)
  const by = new Map([['limits', { item: 'limits', by: 'U0PRIYA0001', at, because: 'read' }]])
  const judged = (ms: number) => judgeReadiness(items, new Map(), by, new Date(ms))
  expect(judged(999).score).toEqual({ met: 1, of: 2 })
  expect(judged(1000).areas[0]?.items[0]?.standing).toEqual({
    is: 'missing',
    why: 'its attestation has expired',
  })
  expect(judged(0).areas[1]?.items[0]?.standing.is).toBe('unknown')
})
