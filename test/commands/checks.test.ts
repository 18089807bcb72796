import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

test('/status checks tells how each check stands, and one of them with its last looks', async () => {
  const world = await openWorld({ hasChecks: true })
  const { faults } = world.sandbox
  const list = () => world.jonas.asks('/status checks')
  const one = (rest: string) => world.jonas.asks(`/status check ${rest}`)
  expect(await list()).toMatch(
    /\*8 checks: 8 unknown\*\n[\s\S]*shop-front\* unknown: nobody has looked yet\./,
  )
  await world.settle()
  expect(await list()).toMatch(/\*8 checks, all well\*/)
  expect(await one('shop-frnt')).toContain('There is no check `shop-frnt`. Did you mean `shop-front`?')
  expect(await one('')).toContain('the name of one check')

  faults.siteFails = true
  faults.quotaLow = true
  await world.pass({ seconds: 130 })
  const text = await list()
  expect(text).toMatch(/\*8 checks: 2 failing, 1 with a warning, 5 well\*/)
  expect(text).toMatch(
    /\*web · production\*\n:red_circle: \*shop-front\* down since .*: it answered 503 instead of 200 or 204\. · p95 .* · looked at /,
  )
  expect(text).toMatch(
    /:large_yellow_circle: \*payments\* answers, but its quota is nearly used up: 60 of 1000 calls are left \(6%\)\./,
  )
  expect(await world.jonas.asks('/status checks functions')).not.toContain('shop-front')
  expect(world.jonas.reads('incidents').join()).not.toContain('The check payments warns')
  await world.pass({ seconds: 60 })
  expect(world.jonas.reads('incidents').join()).toContain('The check payments warns')

  faults.siteFails = false
  faults.quotaLow = false
  expect(await one('shop-front')).toContain('down since')
  const now = await world.jonas.clicks('Look now')
  expect(now).toMatch(/^:white_check_mark: \*shop-front\* well since/)
  expect(now).toMatch(/\*Up:\* \d+(\.\d+)?% of 24 hours, .* \(\d+ looks\)/)
  expect(now).toMatch(/\*The last \d+ looks\*\n:white_check_mark: .* ms\n:red_circle: .* · it answered 503/)
  expect(await one('payments now')).toMatch(
    /\*Measured:\* days until its key runs out: 90, calls allowed: 1000, calls left: 940/,
  )
  await world.settle()
  expect(world.jonas.reads('incidents').join()).toMatch(/The check payments warns[\s\S]*over after/)
})

test('What nobody looked at for three rounds is unknown, however well it was', async () => {
  const world = await openWorld({
    hasChecks: true,
    config: (config) => ({ ...config, checks: config.checks.filter(({ name }) => name === 'shop-front') }),
  })
  await world.settle()
  const { db } = world.bot.deps
  await db
    .updateTable('checks')
    .set({ looked_at: new Date('2026-11-23T02:48:00Z') })
    .execute()
  expect(await world.jonas.asks('/status checks')).toMatch(
    /:question: \*shop-front\* unknown: last looked at /,
  )
})
