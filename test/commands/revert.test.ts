import { describe, expect, it } from 'vitest'
import { requestRevert } from '../../src/workflows/operation/request-revert.ts'
import { openWorld, type World } from '../world.ts'

const pulls = ({ sandbox }: World) => sandbox.github.records.filter(({ act }) => act.includes('pull'))

describe('/rollback revert', () => {
  it('opens a pull request that takes a rolled-back release out of the code', async () => {
    const world = await openWorld({ isWatched: true })
    await world.maya.asks('/deploy web production')
    await world.priya.clicks('Approve')
    await world.pass({ seconds: 8 })
    world.sandbox.faults.smokeFails = true
    await world.pass({ seconds: 30 })
    expect(world.maya.card(1)).toContain('*Rolled back*')
    const answer = await world.jonas.clicks('Open a revert pull request')
    expect(answer).toMatch(
      /<http[^|]+\|Pull request \d+> to take deployment 1 back is open\*, since .*, by <@U0JONAS0001>\./,
    )
    const card = world.maya.reads('deploys').findLast((text) => text.startsWith('Revert of')) ?? ''
    expect(card).toContain('Revert of deployment 1 · production')
    expect(card).toContain('*Next:* review and merge it. Until then its branch is as it was.')
    expect(pulls(world)).toHaveLength(1)
    expect(await world.maya.asks('/rollback revert 1 because it loses orders')).toContain(
      'Operation 1 opened a pull request for deployment 1 already',
    )
    expect(pulls(world)).toHaveLength(1)
  })

  it('says why there is nothing to take back', async () => {
    const world = await openWorld()
    expect(await world.maya.asks('/rollback revert')).toContain(
      '`/rollback revert` needs the deployment’s number. For example: `/rollback revert 41 because it loses orders`',
    )
    expect(await world.maya.asks('/rollback revert 1')).toContain('There is no deployment `1`.')
    await world.maya.asks('/deploy web production')
    expect(await world.maya.asks('/rollback revert #1')).toContain('Deployment 1 did not go live.')
    await world.priya.clicks('Approve')
    await world.pass({ minutes: 1 })
    world.sandbox.github.failNext(/POST .*pulls/, 422)
    expect(await world.maya.asks('/rollback revert 1 because @everyone is sad')).toContain(
      '*It did not work to open a pull request that takes deployment 1 back.*',
    )
    expect(pulls(world)).toEqual([])
    const { deps } = world.bot
    const resolve: typeof deps.codeHost.resolve = async (...asked) => {
      await world.priya.asks('/rollback revert 1 because @nobody-l wants it, fixes #12')
      return await deps.codeHost.resolve(...asked)
    }
    const slower = { ...deps, codeHost: { ...deps.codeHost, resolve } }
    expect(
      await requestRevert(slower, { id: 1, reason: null }, { user: 'U0MAYA00001', requestId: 'test' }),
    ).toMatchObject({
      refused: 'reverted-already',
    })
    expect(pulls(world)).toHaveLength(1)
    expect(world.sandbox.github.state.issues.find(({ pull }) => pull)?.body).toContain(
      'because @\u200bnobody-l wants it, fixes #\u200b12.',
    )
  })
})
