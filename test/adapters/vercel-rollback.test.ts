import { describe, expect, test } from 'vitest'
import { preview, production, startFrontend } from './frontend.ts'

const because = 'the new basket fails 12% of calls'

/** A new build is live, and the one before it can be rolled back to. */
async function start() {
  const world = await startFrontend()
  const { host, clock } = world
  const before = (await host.live(production))?.buildId ?? ''
  const newer = await world.built()
  const settle = async () => {
    clock.forward(400)
    await host.live(production)
  }
  await host.promote.perform('p-1', { ...production, buildId: newer })
  await settle()
  const input = { ...production, buildId: before, because }
  const liveBuild = async () => (await host.live(production))?.buildId
  return { ...world, before, newer, input, settle, liveBuild }
}

describe('a rollback', () => {
  test('gives production to the earlier build without building, and Vercel the reason', async () => {
    const { host, input, settle, before, liveBuild, acts, vercel } = await start()
    expect(await host.rollback.perform('r-1', input)).toEqual({
      seen: 'pending',
      remote: before,
      progress: 'moving the domains back',
    })
    await settle()
    expect(await host.rollback.observe('r-1', input, before)).toMatchObject({
      seen: 'done',
      outcome: { buildId: before },
    })
    expect(await liveBuild()).toBe(before)
    expect(vercel.state.projects[0]?.rollbackDescription).toBe(because)
    expect(acts()).toEqual(['vercel-deployment', 'vercel-promote', 'vercel-rollback'])
  })

  test('whose answer was lost is found, and not asked for again', async () => {
    const { host, input, settle, vercel, acts } = await start()
    expect(await host.rollback.observe('r-1', input, null)).toEqual({ seen: 'absent' })
    vercel.loseAnswer(/POST .*\/rollback\//)
    await expect(host.rollback.perform('r-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.rollback.observe('r-1', input, null)).toMatchObject({ seen: 'pending' })
    await settle()
    expect(await host.rollback.observe('r-1', input, null)).toMatchObject({ seen: 'done' })
    expect(acts().filter((act) => act === 'vercel-rollback')).toHaveLength(1)
  })

  test('to what is current already is done', async () => {
    const { host, newer, input, acts } = await start()
    expect(await host.rollback.perform('r-1', { ...input, buildId: newer })).toMatchObject({ seen: 'done' })
    expect(acts()).toEqual(['vercel-deployment', 'vercel-promote'])
  })

  test('waits for a promotion that hangs', async () => {
    const { host, input, newer, faults, settle, liveBuild } = await start()
    await host.rollback.perform('r-1', input)
    await settle()
    faults.promoteHangs = true
    await host.promote.perform('p-2', { ...production, buildId: newer })
    await settle()
    expect(await host.promote.observe('p-2', { ...production, buildId: newer }, newer)).toMatchObject({
      seen: 'pending',
    })
    await expect(host.rollback.perform('r-2', input)).rejects.toMatchObject({
      isRetryable: true,
      isUncertain: false,
    })
    expect(await liveBuild()).toBe(input.buildId)
  })

  test('of a rollback goes forward again', async () => {
    const { host, input, newer, settle, liveBuild } = await start()
    await host.rollback.perform('r-1', input)
    await settle()
    await host.rollback.perform('r-2', { ...input, buildId: newer })
    await settle()
    expect(await liveBuild()).toBe(newer)
  })

  test('to a build that is gone is refused with Vercel’s words', async () => {
    const { host, input } = await start()
    await expect(host.rollback.perform('r-1', { ...input, buildId: 'dpl_gone' })).rejects.toThrow(
      'Vercel could not roll prj_shop_web back to dpl_gone: “Deployment not found” (404)',
    )
  })

  test('of a preview points its domain at the earlier build', async () => {
    const { host, built, sha } = await start()
    const buildId = await built(preview)
    expect(await host.rollback.perform('r-1', { ...preview, buildId, because })).toMatchObject({
      seen: 'done',
    })
    expect((await host.live(preview))?.sha).toBe(sha)
  })
})

describe('production', () => {
  test('is pinned by a rollback until a promotion', async () => {
    const { host, input, newer, settle } = await start()
    expect(await host.isPinned(production)).toBe(false)
    await host.rollback.perform('r-1', input)
    await settle()
    expect([await host.isPinned(production), await host.isPinned(preview)]).toEqual([true, false])
    await host.promote.perform('p-2', { ...production, buildId: newer })
    await settle()
    expect(await host.isPinned(production)).toBe(false)
  })

  test('that is kept staged on purpose is not pinned', async () => {
    const { host, vercel } = await start()
    for (const project of vercel.state.projects) project.autoAssignsDomains = false
    expect(await host.isPinned(production)).toBe(false)
  })

  test('is promoted whole, once, even where the project has stages', async () => {
    const { host, before, newer, input, settle, liveBuild, acts, vercel } = await start()
    await host.rollback.perform('r-1', input)
    await settle()
    const [project] = vercel.state.projects
    const rolling = { ...production, buildId: newer, stages: [10, 100] }
    await host.startStages.perform('s-1', rolling)
    await host.abortStages.perform('a-1', rolling)
    await settle()
    expect([project?.rolling === undefined, await liveBuild()]).toEqual([false, before])
    const again = { ...production, buildId: newer }
    expect(await host.promote.perform('p-2', again)).toMatchObject({ seen: 'pending' })
    expect(await host.promote.observe('p-2', again, null)).toMatchObject({ seen: 'pending' })
    await settle()
    expect(await host.promote.observe('p-2', again, null)).toMatchObject({ seen: 'done' })
    expect([await liveBuild(), await host.isPinned(production)]).toEqual([newer, false])
    expect(acts().filter((act) => act === 'vercel-rolling-complete')).toHaveLength(1)
  })
})

describe('variables', () => {
  test('are the names that a target’s builds see, the team’s shared ones too', async () => {
    const { host } = await start()
    const names = async (of: typeof production | typeof preview) =>
      (await host.variables(of)).map((variable) => variable.name).sort()
    expect(await names(production)).toEqual([
      'PAYMENTS_API_KEY',
      'SENTRY_DSN',
      'SESSION_SECRET',
      'SUPABASE_ANON_KEY',
      'SUPABASE_URL',
    ])
    expect(await names(preview)).not.toContain('PAYMENTS_API_KEY')
  })

  test('say when they were last changed', async () => {
    const { host } = await start()
    const secret = (await host.variables(production)).find(({ name }) => name === 'PAYMENTS_API_KEY')
    expect(secret?.updatedAt).toEqual(new Date('2026-07-18T10:00:00.000Z'))
  })
})

test('a promotion needs no permission to see stages', async () => {
  const { host, input, settle, newer, vercel, liveBuild } = await start()
  await host.rollback.perform('r-1', input)
  await settle()
  vercel.failNext(/GET .*\/rolling-release/, 403)
  await host.promote.perform('p-2', { ...production, buildId: newer })
  await settle()
  expect(await liveBuild()).toBe(newer)
})

test('stages that the team’s plan does not include are refused with Vercel’s words', async () => {
  const { host, input, vercel } = await start()
  vercel.failNext(/PATCH .*\/rolling-release\/config/, 402)
  const staged = host.startStages.perform('s-1', { ...input, stages: [10, 100] })
  await expect(staged).rejects.toThrow('Vercel could not set the stages of prj_shop_web: it answered “')
})

describe('un-pinning', () => {
  test('lets builds go live again, once, and leaves what is live alone', async () => {
    const { host, input, settle, before, liveBuild, acts, vercel } = await start()
    await host.rollback.perform('r-1', input)
    await settle()
    expect(await host.unpin.observe('u-1', production, null)).toEqual({ seen: 'absent' })
    vercel.loseAnswer(/PATCH .*\/projects\/[^/]+$/)
    await expect(host.unpin.perform('u-1', production)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.unpin.observe('u-1', production, null)).toMatchObject({ seen: 'done' })
    expect(await host.unpin.perform('u-1', production)).toMatchObject({ seen: 'done' })
    expect(acts().filter((act) => act === 'vercel-project')).toHaveLength(1)
    expect([await host.isPinned(production), await liveBuild()]).toEqual([false, before])
  })

  test('changes nothing where a team keeps its builds staged on purpose', async () => {
    const { host, vercel, acts } = await start()
    const [project] = vercel.state.projects
    if (project) project.autoAssignsDomains = false
    expect(await host.unpin.perform('u-1', production)).toMatchObject({ seen: 'done' })
    expect(acts()).not.toContain('vercel-project')
    expect(project?.autoAssignsDomains).toBe(false)
  })
})
