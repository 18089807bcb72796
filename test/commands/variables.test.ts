import { expect, it } from 'vitest'
import { openWorld } from '../world.ts'

it('required variables are looked at before a release, and when somebody asks', async () => {
  const world = await openWorld()
  const project = world.sandbox.vercel.state.projects.find(({ id }) => id === 'prj_shop_web')
  await world.maya.asks('/deploy web production')
  expect(world.maya.card(1)).toContain(
    '*Variables:* all 3 required are there · :hourglass: `PAYMENTS_API_KEY` is 125 days old, to be rotated after 90',
  )
  const kept = project?.variables ?? []
  if (project) project.variables = kept.filter(({ key }) => key !== 'PAYMENTS_API_KEY')
  expect(await world.maya.asks('/deploy web production fix/cart-rounding')).toContain(
    'Add it on Vercel, in the settings of `prj_shop_web` under Environment Variables',
  )
  const listed = await world.jonas.asks('/status variables')
  expect(listed).toContain('*web → production:* :x: 1 of 3 required missing: `PAYMENTS_API_KEY`')
  expect(listed).toContain('*web → staging:* all 2 required are there')
  expect(listed).toContain('*worker → staging:* none is required')
  expect(await world.jonas.asks('/status variables functions')).not.toContain('web')
  expect(await world.jonas.asks('/status variables wbe')).toContain('Did you mean `web`?')
  world.sandbox.vercel.failNext(/GET .*prj_shop_web.*env/, 503, 20)
  expect(await world.jonas.asks('/status variables web')).toContain(
    '*web → production:* :grey_question: unknown: Vercel',
  )
  await world.priya.clicks('Approve', 'deploys')
  await world.pass({ minutes: 1 })
  expect(world.maya.card(1)).toContain('PAYMENTS_API_KEY is no longer set for web on production.')
})
