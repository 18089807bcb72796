import { describe, expect, it } from 'vitest'
import { shortSha } from '../shas.ts'
import { openWorld } from '../world.ts'

describe('a dry run', () => {
  it('shows the whole plan and whatever stands in its way, and does nothing', async () => {
    const world = await openWorld()
    await world.tomas.asks('/deploy lock production because the sale is on')
    const answer = await world.maya.asks('/deploy dry-run web production main')
    expect(answer).toContain('*Dry run: web → production from `main`*')
    expect(answer).toContain(':no_entry: All of production is locked by <@U0TOMAS0001>: the sale is on.')
    expect(answer).toContain('*3 new commits*')
    expect(answer).toContain('*Checks:* :white_check_mark: 4 passed')
    expect(answer).toContain('May approve: <!subteam^S0APPROVERS>')
    expect(answer).toContain('Then: record the deployment on GitHub, build the release')
    expect(answer).toMatch(/If it fails: bring the earlier build back, .+ \(`[0-9a-f]{7}`\), by itself/)
    expect(answer).toContain('Nothing was changed and nothing was asked for.')
    await world.tomas.asks('/deploy unlock production')
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    expect(await world.maya.asks('/deploy dry-run web production')).toContain(
      'It would wait for deployment 1, which comes first.',
    )
    expect(await world.maya.asks('/deploy dry-run web production mian')).toContain('Did you mean `main`?')
    expect(await world.maya.asks('/deploy dry-run web')).toContain('`/deploy dry-run web production`')
    expect(world.maya.cards()).toHaveLength(1)
  })

  it('of a rollback says what would come back and what would be undone', async () => {
    const world = await openWorld()
    await world.maya.asks('/deploy docs staging')
    await world.pass({ minutes: 2 })
    const answer = await world.maya.asks('/rollback dry-run docs staging')
    expect(answer).toContain('*Dry run: roll docs → staging back*')
    expect(answer).toContain(`It would bring \`${shortSha(world, 'main~1')}\` back, and undo deployment 1.`)
    expect(answer).toContain('Nothing was changed and nothing was asked for.')
    expect(await world.maya.asks('/rollback dry-run docs staging to 9')).toContain(
      'is no verified release of',
    )
    expect(await world.maya.asks('/rollback dry-run docs')).toContain(
      '`/rollback dry-run web production to 41`',
    )
    expect(world.maya.cards()).toHaveLength(1)
  })
})
