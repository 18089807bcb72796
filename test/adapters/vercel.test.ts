import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../src/adapters/vercel/reads.ts'
import { UpstreamError } from '../../src/domain/errors.ts'
import { preview, production, startFrontend as start } from './frontend.ts'

describe('what is live', () => {
  test('in production, by its commit, build and address', async () => {
    const { host, github, vercel, url } = await start()
    const live = await host.live(production)
    const build = vercel.state.builds[0]
    expect(live).toEqual({
      sha: github.commit('main~3')?.sha,
      buildId: build?.id,
      url: `${url}/sites/${build?.host}`,
      since: '2026-11-18T10:00:00.000Z',
    })
    const site = await fetch(`${live?.url}/api/health`)
    expect(await site.json()).toEqual({ ok: true, release: live?.sha?.slice(0, 7) })
  })

  test('on the preview domain', async () => {
    const { host, github } = await start()
    expect((await host.live(preview))?.sha).toBe(github.commit('main~1')?.sha)
  })

  test('nothing, where nothing was ever deployed', async () => {
    const { host, vercel } = await start()
    for (const project of vercel.state.projects) project.live = null
    expect(await host.live(production)).toBeNull()
  })

  test('since its promotion', async () => {
    const { host, built, clock } = await start()
    const buildId = await built()
    clock.forward(60_000)
    await host.promote.perform('p-1', { ...production, buildId })
    clock.forward(1000)
    expect(await host.live(production)).toMatchObject({ buildId, since: '2026-11-20T10:01:03.000Z' })
  })

  test('a project may be named, and a team given by its slug', async () => {
    const { host } = await start()
    const named = await host.live({ project: 'shop-web', team: 'harbour', target: 'production' })
    expect(named).toEqual(await host.live(production))
  })

  test.each([
    ['shop-web-abc.vercel.app', 'https://shop-web-abc.vercel.app'],
    ['127.0.0.1:3000/sites/x', 'http://127.0.0.1:3000/sites/x'],
    ['localhost.example', 'https://localhost.example'],
    ['http://127.0.0.1.example/x', 'https://127.0.0.1.example/x'],
  ])('the host %s is reached at %s', (host, address) => {
    expect(addressOf(host)).toBe(address)
  })
})

describe('a build', () => {
  test('is staged: it gets an address of its own, and production stays', async () => {
    const { host, clock, wanted, sha, vercel } = await start()
    const before = await host.live(production)
    const begun = await host.build.perform('b-1', wanted)
    expect(begun).toMatchObject({ seen: 'pending', progress: 'queued' })
    const remote = begun.remote ?? ''
    clock.forward(500)
    expect(await host.build.observe('b-1', wanted, remote)).toMatchObject({
      seen: 'pending',
      progress: 'building',
    })
    clock.forward(2000)
    const seen = await host.build.observe('b-1', wanted, remote)
    expect(seen).toMatchObject({ seen: 'done', outcome: { buildId: remote, reused: false } })
    const site = await fetch(seen.seen === 'done' ? seen.outcome.url : '')
    expect(site.headers.get('x-release')).toBe(sha.slice(0, 7))
    expect(await host.live(production)).toEqual(before)
    expect(vercel.state.builds.at(-1)).toMatchObject({ takesDomains: false, meta: { deploymentKey: 'b-1' } })
  })

  test('whose answer was lost is found by its key, and not begun again', async () => {
    const { host, vercel, wanted, acts } = await start()
    vercel.loseAnswer(/POST .*\/deployments$/)
    await expect(host.build.perform('b-1', wanted)).rejects.toMatchObject({
      isUncertain: true,
      isRetryable: true,
    })
    const seen = await host.build.observe('b-1', wanted, null)
    expect(seen).toMatchObject({ seen: 'pending', remote: vercel.state.builds.at(-1)?.id })
    expect(acts()).toEqual(['vercel-deployment'])
  })

  test('of another key is not taken for it while it runs', async () => {
    const { host, wanted } = await start()
    await host.build.perform('b-10', wanted)
    expect(await host.build.observe('b-1', wanted, null)).toEqual({ seen: 'absent' })
  })

  test('that is ready for the same commit and target is taken as it is', async () => {
    const { host, built, wanted, acts } = await start()
    const buildId = await built()
    const seen = await host.build.perform('b-2', wanted)
    expect(seen).toMatchObject({ seen: 'done', outcome: { buildId, reused: true } })
    expect(acts()).toEqual(['vercel-deployment'])
  })

  test('that is ready for another target is not', async () => {
    const { host, built, wanted } = await start()
    await built(preview)
    expect(await host.build.perform('b-2', wanted)).toMatchObject({ seen: 'pending' })
  })

  test('that fails gives Vercel’s reason and where to look', async () => {
    const { host, clock, faults, wanted } = await start()
    faults.buildFails = true
    const { remote } = await host.build.perform('b-1', wanted)
    clock.forward(3000)
    const seen = await host.build.observe('b-1', wanted, remote ?? null)
    expect(seen).toMatchObject({
      seen: 'failed',
      reason: 'The build failed: Command "npm run build" exited with 1.',
    })
    expect((await fetch(seen.seen === 'failed' ? (seen.link ?? '') : '')).status).toBe(200)
  })

  test('is cancelled while it runs, and not after', async () => {
    const { host, wanted } = await start()
    const { remote = '' } = await host.build.perform('b-1', wanted)
    expect(await host.cancelBuild(production, remote)).toBe(true)
    expect(await host.cancelBuild(production, remote)).toBe(false)
    const seen = await host.build.observe('b-1', wanted, remote)
    expect(seen).toMatchObject({ seen: 'failed', reason: 'The build was cancelled on Vercel.' })
  })
})

describe('trouble', () => {
  const troubleOf = async (promise: Promise<unknown>) => {
    const error = await promise.catch((thrown: unknown) => thrown)
    if (error instanceof UpstreamError) return error
    throw new Error(`Expected an UpstreamError, got ${inspect(error)}`)
  }

  test('a refused token is named, and never shown', async () => {
    const { host, wanted } = await start('secret-of-somebody-else')
    for (const call of [host.live(production), host.build.perform('b-1', wanted)]) {
      const trouble = await troubleOf(call)
      expect(trouble.message).toContain(
        'it refused the token: “Not authorized” (401). Put a valid one into VERCEL_TOKEN',
      )
      expect(inspect(trouble, { depth: 20, showHidden: true })).not.toContain('secret-of-somebody-else')
    }
  })

  test('a project that is not there is told by name', async () => {
    const { host } = await start()
    const trouble = await troubleOf(host.live({ ...production, project: 'attic' }))
    expect(trouble.message).toContain('Vercel could not read the project attic: “Project not found” (404)')
    expect(trouble.isRetryable).toBe(false)
  })

  test('a question is asked again when Vercel stumbles, an act is not', async () => {
    const { host, vercel, wanted, acts } = await start()
    vercel.failNext(/GET .*\/projects\//, 502, 2)
    expect(await host.live(production)).not.toBeNull()
    vercel.failNext(/POST .*\/deployments$/, 502)
    expect(await troubleOf(host.build.perform('b-1', wanted))).toMatchObject({
      isUncertain: true,
      code: '502',
    })
    expect(acts()).toEqual([])
  })

  test('a commit that Vercel cannot find is refused with its words', async () => {
    const { host, wanted } = await start()
    const trouble = await troubleOf(host.build.perform('b-1', { ...wanted, sha: 'f'.repeat(40) }))
    expect(trouble.message).toBe(
      'Vercel could not build fffffff for prj_shop_web: it answered “The provided Git source is incorrect.” (400).',
    )
  })
})
