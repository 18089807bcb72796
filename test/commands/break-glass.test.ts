import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { openWorld } from '../world.ts'

const launch = {
  ...{ name: 'Launch', environments: ['production'], services: [], timeZone: 'UTC', except: [] },
  window: { is: 'once' as const, from: Date.UTC(2026, 10, 23), to: Date.UTC(2026, 10, 24) },
}
const frozen = (config: TeamConfig): TeamConfig => ({ ...config, freezes: [launch] })

describe('break-glass', () => {
  it('goes past approvals, boxes, red checks and others’ locks, and says so to everybody', async () => {
    const world = await openWorld({ hasChecklist: true, config: frozen })
    await world.tomas.asks('/deploy lock production because the sale is on')
    await world.maya.asks('/deploy lock production web because I measure')
    const command = '/deploy break-glass web production feature/gift-cards'
    expect(await world.priya.asks(command)).toContain('the reason, which everybody will read')
    await world.priya.asks(`${command} because checkout is down`)
    await world.pass({ minutes: 2 })
    const card = world.maya.card(1)
    expect(card).toContain(':rotating_light: *Break-glass* by <@U0PRIYA0001>: checkout is down.')
    expect(card).toMatch(
      /\*Skipped:\* 1 approval; 1 red check: test; 2 items of the checklist: Somebody watches .+, The tests have passed; the lock of <@U0TOMAS0001> \(.+: the sale is on\); the freeze Launch \(until .+2026-11-24 00:00 UTC.+\)\./,
    )
    expect(card).toContain('*Live and verified*')
    expect(card).toContain('*Approvals:* skipped, as break-glass does')
    expect(card).not.toContain('*Checklist:*')
    const told = world.jonas.reads('incidents').filter((text) => text.includes('Break-glass'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('*Break-glass: web → production · deployment 1*')
    expect(told[0]).toContain('1 red check: test')
    expect(told[0]).toContain(
      '<!subteam^S0APPROVERS>, <@U0PRIYA0001>: please look. Its card is in <#C0DEPLOYS01>',
    )
    const audit = await world.bot.deps.db.selectFrom('audit').select(['action', 'detail']).execute()
    expect(audit.find(({ action }) => action === 'deployment.planned')?.detail).toMatchObject({
      isBreakGlass: true,
      reason: 'checkout is down',
    })
    expect(audit.find(({ action }) => action === 'deployment.queued')?.detail).toMatchObject({
      skipped: expect.arrayContaining([{ what: 'approvals', count: 1 }]),
    })
  })

  it('is for those who are named, at this moment', async () => {
    const world = await openWorld()
    const command = '/deploy break-glass web production because checkout is down'
    world.sandbox.slack.failNext('usergroups.users.list', 'no_such_subteam')
    expect(await world.priya.asks(command)).toContain("Pilothouse can't tell whether you are one of them")
    expect(await world.jonas.asks(command)).toContain('nothing was planned. Ask <!subteam^S0APPROVERS>.')
    expect(await world.priya.asks('/deploy break-glass web staging because I can')).toContain(
      'Nobody may deploy to staging past its gate',
    )
    const web = world.sandbox.vercel.state.projects.find(({ id }) => id === 'prj_shop_web')
    if (web) web.variables = []
    expect(await world.priya.asks(command)).toContain('needs variables that are not set there')
    expect(world.maya.cards()).toHaveLength(0)
    expect(world.jonas.reads('incidents').join()).not.toContain('Break-glass')
  })

  it('starts before releases that wait for their turn', async () => {
    const world = await openWorld()
    await world.maya.asks(`/deploy web production ${world.sandbox.github.commit('main~1')?.sha}`)
    await world.priya.clicks('Approve')
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.priya.asks('/deploy break-glass web production fix/cart-rounding because checkout is down')
    await world.pass({ minutes: 3 })
    const rows = await world.bot.deps.db
      .selectFrom('deployments')
      .select(['id', 'started_at'])
      .orderBy('started_at')
      .execute()
    expect(rows.map(({ id }) => id)).toEqual([1, 3, 2])
  })
})
