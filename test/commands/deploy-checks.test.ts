import { describe, expect, it } from 'vitest'
import type { TeamConfig } from '../../src/domain/policy.ts'
import { openWorld } from '../world.ts'

describe('checks that are named in pilothouse.yml', () => {
  it('are waited for, also while they have not reported', async () => {
    const world = await openWorld({ config: requiring('test', 'e2e') })
    const { github } = world.sandbox
    const sha = github.commit('main')?.sha ?? ''
    github.setCheck(sha, 'lint', 'failure')
    await world.maya.asks('/deploy web production')
    expect(world.maya.card(1)).toMatch(/1 failed: .*lint.* · :grey_question: 1 not reported: e2e/)
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Waiting for 1 check: e2e (has not reported).')
    github.setCheck(sha, 'e2e', 'in_progress')
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('Waiting for 1 check: e2e. It goes on')
    github.setCheck(sha, 'e2e', 'success')
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Live and verified')
  })

  it('that never report are given up after an hour, by name', async () => {
    const world = await openWorld({ config: requiring('test', 'e2e') })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    const { db } = world.bot.deps
    await db.updateTable('acts').set({ deadline_at: world.now() }).where('state', '=', 'intended').execute()
    await world.pass({ minutes: 1 })
    expect(world.maya.card(1)).toContain('Waiting for 1 check: e2e (has not reported).')
    expect(world.maya.card(1)).toContain('*Failed at “Check the facts again”.*')
  })
})

const requiring =
  (...checks: string[]) =>
  (team: TeamConfig): TeamConfig => ({
    ...team,
    environments: team.environments.map((environment) => ({ ...environment, checks })),
  })
