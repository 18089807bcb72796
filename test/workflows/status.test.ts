import { expect, test } from 'vitest'
import { readable } from '../../src/sandbox/slack/readable.ts'
import { openWorld, type TestPerson } from '../world.ts'
import { onlyTheFront } from './only-the-front.ts'

test('/status and the Home tab say what is wrong first, and what waits for whom', async () => {
  const world = await openWorld({ hasChecks: true, isPaging: true, config: onlyTheFront })
  const { tomas, priya, jonas } = world
  const home = async (person: TestPerson) => {
    await person.openHome()
    await world.settle()
    return readable({ blocks: person.home()?.blocks ?? [] })
  }
  await world.settle()
  const quiet = await jonas.asks('/status')
  expect(quiet).toContain('*All quiet: no incident, no deployment under way.*')
  expect(quiet).toContain(':white_check_mark: 1 check well')
  expect(await home(jonas)).toContain('Nothing waits for you.')

  world.sandbox.faults.siteFails = true
  await world.pass({ seconds: 65 })
  const broken = await jonas.asks('/status')
  expect(broken).toContain('*No incident open, no deployment under way, 1 alert firing, 1 check failing.*')
  expect(broken).toMatch(
    /:fire: \*Alert 1\* .*shop-front.*\nweb in production · since .* · nobody has taken it/,
  )
  expect(broken).toMatch(/:red_circle: \*shop-front\* down since .*: /)
  expect(broken.indexOf('Alert 1')).toBeLessThan(broken.indexOf('*production*'))
  expect(broken).toContain(':red_circle: 1 of 1 check not well: shop-front')
  await tomas.asks('/status')
  await tomas.clicks('Acknowledge')
  expect(await jonas.asks('/status')).toContain('<@U0TOMAS0001> looks into it')

  const web = await jonas.asks('/status web production')
  expect(web).toMatch(/shop-front\* down since .*\n {3}p95 .* · up \d+(\.\d+)?% of 24 h/)
  expect(web).toContain('*Last deployments*\nNone.')
  expect(await jonas.asks('/status docs')).toContain('nobody looks whether it works')

  await tomas.asks('/incident checkout returns 500s p0')
  await tomas.asks('/incident role communications <@U0PRIYA0001> 1')
  await tomas.asks('/incident task 1 restart the queue <@U0TOMAS0001>')
  expect(await jonas.asks('/status')).toContain('*1 incident open,')
  const forTomas = await home(tomas)
  expect(forTomas).toMatch(/\*An update is due .*\*: incident 1 · checkout returns 500s/)
  expect(forTomas).toContain('restart the queue')
  expect(forTomas).toMatch(/\*You were paged\* about incident 1/)
  const forPriya = await home(priya)
  expect(forPriya).toContain('asks you to be *communications* in incident 1')
  expect(forPriya).not.toContain('restart the queue')
  await priya.click({ in: 'home', actionId: 'incident.accept-role' })
  await world.settle()
  expect(await home(priya)).not.toContain('asks you to be')
  expect(await home(priya)).toContain('An update is due')
})
