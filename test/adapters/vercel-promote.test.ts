import { describe, expect, test } from 'vitest'
import { preview, production, startFrontend as start } from './frontend.ts'

describe('a promotion', () => {
  test('moves production to the build, after a moment', async () => {
    const { host, built, clock, sha } = await start()
    const input = { ...production, buildId: await built() }
    const begun = await host.promote.perform('p-1', input)
    expect(begun).toMatchObject({ seen: 'pending', remote: input.buildId, progress: 'moving the domains' })
    expect(await host.promote.observe('p-1', input, input.buildId)).toMatchObject({ seen: 'pending' })
    clock.forward(400)
    expect(await host.promote.observe('p-1', input, input.buildId)).toMatchObject({ seen: 'done' })
    expect((await host.live(production))?.sha).toBe(sha)
  })

  test('whose answer was lost is found, and not asked for again', async () => {
    const { host, built, clock, vercel, acts } = await start()
    const input = { ...production, buildId: await built() }
    vercel.loseAnswer(/POST .*\/promote\//)
    await expect(host.promote.perform('p-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.promote.observe('p-1', input, null)).toMatchObject({ seen: 'pending' })
    clock.forward(400)
    expect(await host.promote.observe('p-1', input, null)).toMatchObject({ seen: 'done' })
    expect(acts()).toEqual(['vercel-deployment', 'vercel-promote'])
  })

  test('that was never sent is absent', async () => {
    const { host, built } = await start()
    expect(await host.promote.observe('p-1', { ...production, buildId: await built() }, null)).toEqual({
      seen: 'absent',
    })
  })

  test('to what is current already is done', async () => {
    const { host, acts } = await start()
    const buildId = (await host.live(production))?.buildId ?? ''
    expect(await host.promote.perform('p-1', { ...production, buildId })).toMatchObject({ seen: 'done' })
    expect(acts()).toEqual([])
  })

  test('asked for by two at once is asked for once', async () => {
    const { host, built, acts } = await start()
    const input = { ...production, buildId: await built() }
    const both = await Promise.all(['p-1', 'p-2'].map((key) => host.promote.perform(key, input)))
    expect(both.map((seen) => seen.seen)).toEqual(['pending', 'pending'])
    expect(acts()).toEqual(['vercel-deployment', 'vercel-promote'])
  })

  test('comes later where another one is under way, even back to what is still current', async () => {
    const { host, built } = await start()
    const old = (await host.live(production))?.buildId ?? ''
    await host.promote.perform('p-1', { ...production, buildId: await built() })
    const back = host.promote.perform('p-2', { ...production, buildId: old })
    await expect(back).rejects.toMatchObject({ isRetryable: true, isUncertain: false, code: '409' })
    await expect(back).rejects.toThrow('Another promotion or rollback of this project is in progress.')
  })

  test('that somebody else’s overtook has failed', async () => {
    const { host, built, clock } = await start()
    const old = (await host.live(production))?.buildId ?? ''
    const input = { ...production, buildId: await built() }
    await host.promote.perform('p-1', input)
    clock.forward(400)
    await host.live(production)
    await host.promote.perform('p-2', { ...production, buildId: old })
    clock.forward(400)
    const seen = await host.promote.observe('p-1', input, input.buildId)
    expect(seen.seen === 'failed' && seen.reason).toContain('somebody promoted another build meanwhile')
  })

  test('of a preview points the preview domain at it, once even where the answer is lost', async () => {
    const { host, built, sha, vercel, acts } = await start()
    const input = { ...preview, buildId: await built(preview) }
    expect(await host.promote.observe('p-1', input, null)).toEqual({ seen: 'absent' })
    vercel.loseAnswer(/POST .*\/aliases$/)
    await expect(host.promote.perform('p-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.promote.observe('p-1', input, null)).toMatchObject({ seen: 'done' })
    expect((await host.live(preview))?.sha).toBe(sha)
    expect(acts()).toEqual(['vercel-deployment', 'vercel-alias'])
  })

  test('of a preview says so where it isn’t clear which domain to move', async () => {
    const { host, built, vercel, acts } = await start()
    const input = { ...preview, buildId: await built(preview) }
    for (const project of vercel.state.projects) project.otherPreviewDomains.push('next.shop.harbour.example')
    const seen = await host.promote.perform('p-1', input)
    expect(seen.seen === 'failed' && seen.reason).toContain(
      'several preview domains (staging.shop.harbour.example, next.shop.harbour.example)',
    )
    expect(acts()).toEqual(['vercel-deployment'])
  })
})
