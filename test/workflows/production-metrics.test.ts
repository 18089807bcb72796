import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'
import { onlyTheFront } from './only-the-front.ts'

test('/status metrics says how production did, and calls unknown what nobody looked at', async () => {
  const world = await openWorld({ hasChecks: true, config: onlyTheFront })
  const { jonas, tomas, maya } = world
  await world.settle()
  const empty = await jonas.asks('/status metrics')
  expect(empty).toContain('no release reached production')
  expect(empty).toContain('*Time to restore:* no incident.')
  expect(empty).toMatch(/web\s.*100% of \d+ looks?, target 99\.9%/s)
  expect(empty).toContain('unknown: nobody looked')

  await maya.asks('/deploy web production')
  await tomas.asks('/deploy approve 1')
  await world.priya.asks('/deploy approve 1')
  await world.pass({ minutes: 2 })
  expect(maya.card(1)).toContain('Live and verified')
  world.sandbox.faults.siteFails = true
  await world.pass({ minutes: 2 })
  const after = await jonas.asks('/status metrics 7d')
  expect(after).toContain('*Deployment frequency:* 1 release to production, 1.0 a week')
  expect(after).toMatch(/\*Lead time, commit to verified:\* .*p90 .*commit/)
  expect(after).toContain('*Change failure rate:* 0% (0 of 1); rollbacks: 0')
  expect(after).toMatch(/overdrawn: \d+ times what it allows/)
  expect(after).toMatch(/burns \d+ times as fast as it may/)
  expect(after).toContain('*Migration safety:* no migrations yet.')
  expect(await jonas.asks('/status metrics for ever')).toContain('needs a period')
})
