import { describe, expect, test } from 'vitest'
import { preview, production, startFrontend } from './frontend.ts'

const stages = [10, 50, 100]

async function start() {
  const world = await startFrontend()
  const before = (await world.host.live(production))?.buildId ?? ''
  const input = { ...production, buildId: await world.built(), stages }
  const { host, clock } = world
  /** Production has moved. */
  const settle = async () => {
    clock.forward(400)
    await host.live(production)
  }
  const finish = async () => {
    await host.enterStage.perform('e-end', { ...input, stage: 2 })
    await settle()
  }
  const liveBuild = async () => (await host.live(production))?.buildId
  return { ...world, before, input, settle, finish, liveBuild }
}

describe('a rolling release', () => {
  test('goes through its stages, each once, and ends with the domains', async () => {
    const { host, input, acts, settle, before, liveBuild } = await start()
    expect(await host.startStages.perform('s-1', input)).toEqual({ seen: 'done', outcome: { stage: 0 } })
    expect(await liveBuild()).toBe(before)
    expect(await host.enterStage.perform('e-1', { ...input, stage: 1 })).toEqual({
      seen: 'done',
      outcome: { stage: 1 },
    })
    const last = { ...input, stage: 2 }
    expect(await host.enterStage.perform('e-2', last)).toMatchObject({ seen: 'pending' })
    expect(await host.enterStage.observe('e-2', last, null)).toMatchObject({ seen: 'pending' })
    await settle()
    expect(await host.enterStage.observe('e-2', last, null)).toEqual({ seen: 'done', outcome: { stage: 2 } })
    expect(await liveBuild()).toBe(input.buildId)
    expect(acts()).toEqual([
      'vercel-deployment',
      'vercel-rolling-config',
      'vercel-rolling-start',
      'vercel-rolling-approve',
      'vercel-rolling-complete',
    ])
  })

  test('asks for a person’s word between the stages', async () => {
    const { host, input, vercel } = await start()
    await host.startStages.perform('s-1', input)
    expect(vercel.state.projects[0]?.rolling).toEqual({
      target: 'production',
      advancementType: 'manual-approval',
      stages: [
        { targetPercentage: 10, requireApproval: true },
        { targetPercentage: 50, requireApproval: true },
        { targetPercentage: 100 },
      ],
    })
  })

  test.each([
    ['begin', /POST .*\/start$/],
    ['set its stages', /PATCH .*\/config$/],
  ])('whose answer was lost when it was to %s is found or begun, once', async (_, request) => {
    const { host, input, vercel, acts } = await start()
    vercel.loseAnswer(request)
    await expect(host.startStages.perform('s-1', input)).rejects.toMatchObject({ isUncertain: true })
    const seen = await host.startStages.observe('s-1', input, null)
    const found = seen.seen === 'absent' ? await host.startStages.perform('s-1', input) : seen
    expect(found).toEqual({ seen: 'done', outcome: { stage: 0 } })
    expect(acts().filter((act) => act === 'vercel-rolling-start')).toHaveLength(1)
  })

  test.each([
    [1, /POST .*\/approve-stage$/, 'vercel-rolling-approve'],
    [2, /POST .*\/complete$/, 'vercel-rolling-complete'],
  ])('whose answer was lost on the way to stage %i is found there', async (stage, request, act) => {
    const { host, input, vercel, acts, settle } = await start()
    await host.startStages.perform('s-1', input)
    const wanted = { ...input, stage }
    expect(await host.enterStage.observe('e-1', wanted, null)).toEqual({ seen: 'absent' })
    vercel.loseAnswer(request)
    await expect(host.enterStage.perform('e-1', wanted)).rejects.toMatchObject({ isUncertain: true })
    expect((await host.enterStage.observe('e-1', wanted, null)).seen).toBe(stage === 2 ? 'pending' : 'done')
    await settle()
    expect(await host.enterStage.perform('e-1', wanted)).toEqual({ seen: 'done', outcome: { stage } })
    expect(acts().filter((one) => one === act)).toHaveLength(1)
  })

  test('of what is in production already is done', async () => {
    const { host, input, before, acts } = await start()
    const seen = await host.startStages.perform('s-1', { ...input, buildId: before })
    expect(seen).toEqual({ seen: 'done', outcome: { stage: 2 } })
    expect(acts()).toEqual(['vercel-deployment'])
  })

  test('is not begun beside another one', async () => {
    const { host, input, built, github } = await start()
    await host.startStages.perform('s-1', input)
    const sha = github.commit('main~2')?.sha ?? ''
    expect(sha).not.toBe('')
    const other = await host.build.perform('b-2', {
      ...production,
      repository: 'harbour/shop',
      ref: 'main',
      sha,
    })
    await built()
    const seen = await host.startStages.perform('s-2', { ...input, buildId: other.remote ?? '' })
    expect(seen.seen === 'failed' && seen.reason).toContain(
      `Another rolling release of prj_shop_web is under way, of ${input.buildId}.`,
    )
  })

  test('that somebody began in other stages is not taken for ours', async () => {
    const { host, input } = await start()
    await host.startStages.perform('s-1', { ...input, stages: [25, 100] })
    const seen = await host.startStages.observe('s-2', input, null)
    expect(seen.seen === 'failed' && seen.reason).toContain(
      'already released in stages of 25%, 100%, not 10%, 50%, 100%',
    )
  })

  test('of a preview is refused before anything is sent', async () => {
    const { host, input, acts } = await start()
    const seen = await host.startStages.perform('s-1', { ...input, ...preview })
    expect(seen.seen === 'failed' && seen.reason).toContain('Only production has stages')
    expect(acts()).toEqual(['vercel-deployment'])
  })

  test('that somebody aborted by hand does not go on', async () => {
    const { host, input, settle } = await start()
    await host.startStages.perform('s-1', input)
    await host.abortStages.perform('a-1', input)
    await settle()
    const seen = await host.enterStage.perform('e-1', { ...input, stage: 1 })
    expect(seen.seen === 'failed' && seen.reason).toContain('is over: somebody aborted it')
  })
})

describe('aborting', () => {
  test('gives all requests back to the build before, and pins production', async () => {
    const { host, input, settle, before, url } = await start()
    await host.startStages.perform('s-1', input)
    expect(await host.abortStages.perform('a-1', input)).toMatchObject({ seen: 'pending' })
    expect(await host.abortStages.observe('a-1', input, null)).toMatchObject({ seen: 'pending' })
    await settle()
    expect(await host.abortStages.observe('a-1', input, null)).toMatchObject({
      seen: 'done',
      outcome: { buildId: before },
    })
    expect(await host.isPinned(production)).toBe(true)
    const site = await fetch(`${url}/sites/shop.harbour.example/?vcrrForceCanary=true`)
    expect(site.headers.get('x-vercel-id')).toBe(`arn1::${before}`)
  })

  test('whose answer was lost is found, and not asked for again', async () => {
    const { host, input, settle, vercel, acts } = await start()
    await host.startStages.perform('s-1', input)
    expect(await host.abortStages.observe('a-1', input, null)).toEqual({ seen: 'absent' })
    vercel.loseAnswer(/POST .*\/rollback\//)
    await expect(host.abortStages.perform('a-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.abortStages.observe('a-1', input, null)).toMatchObject({ seen: 'pending' })
    await settle()
    expect(await host.abortStages.perform('a-1', input)).toMatchObject({ seen: 'done' })
    expect(acts().filter((act) => act === 'vercel-rollback')).toHaveLength(1)
  })

  test('comes too late for a release that is complete, and says what to do', async () => {
    const { host, input, finish } = await start()
    await host.startStages.perform('s-1', input)
    await finish()
    const seen = await host.abortStages.perform('a-1', input)
    expect(seen.seen === 'failed' && seen.reason).toContain('Roll back to an earlier build instead.')
  })

  test('what never began is done', async () => {
    const { host, input, before, acts } = await start()
    expect(await host.abortStages.perform('a-1', input)).toMatchObject({ outcome: { buildId: before } })
    expect(acts()).toEqual(['vercel-deployment'])
  })

  test('lets the same build be released again', async () => {
    const { host, input, settle } = await start()
    await host.startStages.perform('s-1', input)
    await host.abortStages.perform('a-1', input)
    await settle()
    expect(await host.startStages.observe('s-2', input, null)).toEqual({ seen: 'absent' })
    expect(await host.startStages.perform('s-2', input)).toEqual({ seen: 'done', outcome: { stage: 0 } })
  })
})
