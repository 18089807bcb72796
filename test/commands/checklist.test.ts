import { describe, expect, it } from 'vitest'
import type { ChecklistItem } from '../../src/domain/gate/checklist.ts'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { people } from '../../src/sandbox/github/history.ts'
import { tickItem } from '../../src/workflows/gate/tick.ts'
import { openWorld } from '../world.ts'

const withItems =
  (...checklist: ChecklistItem[]) =>
  (config: TeamConfig): TeamConfig => ({
    ...config,
    environments: config.environments.map((one) => ({ ...one, checklist })),
  })

describe('the checklist', () => {
  it('holds an approved release back until its boxes are ticked, by name', async () => {
    const world = await openWorld({ hasChecklist: true })
    await world.maya.asks('/deploy web production')
    expect(world.maya.card(1)).toContain('1. ☐ Somebody watches the dashboards for the next hour')
    expect(world.maya.card(1)).toContain(
      '2. :white_check_mark: The tests have passed · the check test has passed',
    )
    expect(await world.maya.asks('/deploy queue')).toContain(
      '>*Once approved:* Waits for 1 box of its checklist',
    )
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 2 })
    expect(await world.maya.asks('/deploy queue')).toContain('>Waits for 1 box of its checklist')
    expect(world.maya.card(1)).toContain(
      'Waits for 1 box of its checklist: Somebody watches the dashboards for the next hour.',
    )
    expect(await world.jonas.asks('/deploy tick 1 3')).toContain('`3` names no box of deployment 1')
    expect(await world.jonas.asks('/deploy tick 1')).toContain('`/deploy tick 1 2`')
    expect(await world.jonas.asks('/deploy untick 1 1')).toContain('was not ticked: nothing changed.')
    expect(await world.jonas.clicks('Tick')).toContain('☑ You ticked “Somebody watches the dashboards')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(1)).toContain('*Live and verified*')
    expect(world.maya.card(1)).toContain('*Checklist:* all 3 items, ticked by <@U0JONAS0001>')
    expect(await world.jonas.asks('/deploy details 1')).toMatch(/1\. ☑ Somebody watches .* — <@U0JONAS0001> /)
    expect(await world.jonas.asks('/deploy untick 1 dashboards')).toContain(
      'Deployment 1 is live and verified, and has no box',
    )
    const audit = await world.bot.deps.db.selectFrom('audit').select(['action', 'actor']).execute()
    expect(audit).toContainEqual({ action: 'deployment.ticked', actor: 'U0JONAS0001' })
  })

  it('takes ticks back where the plan brings another commit, and lets nobody pass before they are given anew', async () => {
    const world = await openWorld({ config: withItems({ item: 'Support is told', by: 'person' }) })
    await world.maya.asks('/deploy web production')
    await world.maya.asks('/deploy tick 1 support')
    await world.maya.asks('/deploy tick 1 support')
    world.sandbox.github.forcePush('main', world.sandbox.github.commit('main~1')?.sha ?? '')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('*Approvals are void because*')
    expect(world.maya.card(1)).toContain('is no longer on it; its boxes were ticked for another commit.')
    expect(world.maya.card(1)).toContain('1. ☐ Support is told')
    const late = { id: 1, given: '1', isTicked: true, seen: 'abcdef0' }
    const maya = { user: 'U0MAYA00001', requestId: 'test' }
    expect(await tickItem(world.bot.deps, late, maya)).toMatchObject({ refused: 'changed-meanwhile' })
    await world.maya.clicks('Tick')
    expect(world.maya.card(1)).toMatch(/1\. ☑ Support is told — <@U0MAYA00001> /)
    await world.maya.clicks('Untick')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Waits for 1 box of its checklist: Support is told.')
  })

  it('refuses what is not reviewed, and waits for a check that has not reported', async () => {
    const world = await openWorld({
      config: withItems(
        { item: 'Reviewed', by: 'reviewed' },
        { item: 'Browser tests', by: 'check', check: 'e2e' },
      ),
    })
    expect(await world.maya.asks('/deploy docs staging fix/cart-rounding')).toContain(
      '“Reviewed”: not reviewed: the commit was pushed directly, without a pull request.',
    )
    const { url, tokens, github } = world.sandbox
    const pull = { title: 'Round', head: 'fix/cart-rounding', base: 'main' }
    const headers = { authorization: `Bearer ${tokens.github}`, 'content-type': 'application/json' }
    const body = JSON.stringify(pull)
    await fetch(`${url}/github/repos/harbour/shop/pulls`, { method: 'POST', headers, body })
    github.review(1, people.priya, 'APPROVED')
    await world.maya.asks('/deploy web production fix/cart-rounding')
    github.review(1, people.priya, 'DISMISSED')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(2)).toContain(
      '“Reviewed” of the checklist no longer holds: not reviewed: nobody approved pull request 1.',
    )
    github.review(1, people.priya, 'APPROVED')
    await world.maya.asks('/deploy docs staging fix/cart-rounding')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(3)).toContain('1. :white_check_mark: Reviewed · priya-r approved pull request 1')
    expect(world.maya.card(3)).toContain('the check e2e has not reported')
    expect(world.maya.card(3)).toContain('It goes on by itself')
    github.setCheck(github.commit('fix/cart-rounding')?.sha ?? '', 'e2e', 'success')
    await world.pass({ minutes: 2 })
    expect(world.maya.card(3)).toContain('*Live and verified*')
  })
})
