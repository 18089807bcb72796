import { expect, it } from 'vitest'
import { openWorld } from '../world.ts'

it('says who is on call, who is next and when', async () => {
  const world = await openWorld()
  const asked = () => world.maya.asks('/incident oncall')
  expect(await asked()).toMatch(/^<@U0TOMAS0001> is on call until .*\. Then <@U0PRIYA0001>, from /)
  const { incidents } = world.bot.deps.config
  incidents.onCall = { by: 'group', group: 'S0APPROVERS' }
  expect(await asked()).toContain('On call are <@U0TOMAS0001>, <@U0PRIYA0001>, the members of a user group.')
  incidents.onCall = null
  expect(await asked()).toContain('add `incidents.onCall` to it')
})
