import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js'
import { projectsRequestRollback } from '@vercel/sdk/funcs/projectsRequestRollback.js'
import { rollingReleaseGetRollingReleaseConfig } from '@vercel/sdk/funcs/rollingReleaseGetRollingReleaseConfig.js'
import { rollingReleaseUpdateRollingReleaseConfig } from '@vercel/sdk/funcs/rollingReleaseUpdateRollingReleaseConfig.js'
import { describe, expect, test } from 'vitest'
import { accepted, of, refusal, startRelease as start, teamId } from './vercel-release.ts'

describe('a rolling release', () => {
  test('gives production’s visitors to the new build in stages, and then the domains', async () => {
    const { begin, approve, complete, rollout, share, live, clock, canary, base } = await start()
    expect(await rollout()).toBeNull()
    await accepted(begin())
    expect(await rollout()).toMatchObject({
      state: 'ACTIVE',
      activeStage: { index: 0, targetPercentage: 10, requireApproval: true },
      nextStage: { index: 1, targetPercentage: 50 },
      canaryDeployment: { id: canary },
      currentDeployment: { id: base },
    })
    expect([await share(), await live()]).toEqual([10, base])
    await accepted(approve(1))
    expect(await share()).toBe(50)
    await accepted(complete())
    expect(await share()).toBe(100)
    clock.forward(400)
    expect([await live(), (await rollout())?.state]).toEqual([canary, 'COMPLETE'])
  })

  test('keeps a visitor where the cookie says, until the stage reaches them', async () => {
    const { begin, approve, site } = await start()
    await accepted(begin())
    const first = await site()
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).toMatch(/^_vcrr_[0-9a-f]{12}=dpl_/)
    const again = await Promise.all(Array.from({ length: 5 }, () => site('/', { cookie })))
    expect(again.map((answer) => answer.headers.get('x-release'))).toEqual(
      Array.from({ length: 5 }, () => first.headers.get('x-release')),
    )
    const forTen = decodeURIComponent(cookie).replace(/\|\d+$/, '|30')
    const before = (await site('/', { cookie: forTen })).headers.get('x-release')
    await accepted(approve(1))
    expect((await site('/', { cookie: forTen })).headers.get('x-release')).not.toBe(before)
  })

  test('shows either build to whoever asks for it', async () => {
    const { begin, site, canary, base } = await start()
    await accepted(begin())
    for (const [wish, build] of [
      ['vcrrForceCanary', canary],
      ['vcrrForceStable', base],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 12 }, () => site(`/?${wish}=true`)))
      expect(new Set(answers.map((one) => one.headers.get('x-vercel-id')))).toEqual(
        new Set([`arn1::${build}`]),
      )
    }
  })

  test('begins with a promotion where it is switched on', async () => {
    const { core, canary, rollout, live, base, clock } = await start()
    await accepted(projectsRequestPromote(core, { projectId: 'shop-web', deploymentId: canary, teamId }))
    clock.forward(400)
    expect([(await rollout())?.state, await live()]).toEqual(['ACTIVE', base])
    expect(
      await refusal(projectsRequestPromote(core, { projectId: 'shop-web', deploymentId: canary, teamId })),
    ).toBe('409 A rolling release is in progress. Complete or abort it first.')
  })

  test('is aborted by rolling back to what is current, and production is pinned', async () => {
    const { core, begin, base, clock, rollout, share, vercel } = await start()
    await accepted(begin())
    await accepted(projectsRequestRollback(core, { projectId: 'shop-web', deploymentId: base, teamId }))
    clock.forward(400)
    expect([(await rollout())?.state, (await rollout())?.activeStage]).toEqual(['ABORTED', null])
    expect(await share()).toBe(0)
    expect(vercel.state.projects[0]?.autoAssignsDomains).toBe(false)
  })

  test('keeps the stages it began with', async () => {
    const { begin, configure, rollout, core } = await start()
    await accepted(begin())
    await configure([25, 100])
    expect((await rollout())?.stages.map((stage) => stage.targetPercentage)).toEqual([10, 50, 100])
    const { rollingRelease } = await accepted(rollingReleaseGetRollingReleaseConfig(core, of))
    expect(rollingRelease?.stages?.map((stage) => stage.targetPercentage)).toEqual([25, 100])
  })

  test('can be asked for twice, and is begun once', async () => {
    const { begin, vercel } = await start()
    await accepted(begin())
    await accepted(begin())
    expect(vercel.records.filter((record) => record.act === 'vercel-rolling-start')).toHaveLength(1)
  })

  test('is refused where it makes no sense', async () => {
    const { begin, approve, complete, configure, core } = await start(null)
    expect(await refusal(begin())).toBe('422 Rolling Releases are not enabled for this project.')
    expect(await refusal(complete())).toContain('There is no active rolling release')
    expect(await refusal(rollingReleaseUpdateRollingReleaseConfig(core, of))).toMatch(/^400 Invalid request/)
    for (const stages of [[100], [50, 10, 100], [10, 50]]) expect((await configure(stages)).status).toBe(400)
    await configure([10, 50, 100])
    await accepted(begin())
    expect(await refusal(approve(2))).toBe('400 The next stage is 1, not 2.')
  })
})
