import { describe, expect, test } from 'vitest'
import type { BundledFunction } from '../../src/ports.ts'
import { filesOf, path, saying } from '../sandbox/supabase-world.ts'
import { project, sourcesOf, startHost } from './supabase-world.ts'

type World = Awaited<ReturnType<typeof startHost>>

async function bundleAll({ host }: World, texts: Record<string, string>): Promise<BundledFunction[]> {
  const bundled = []
  for (const [slug, text] of Object.entries(texts)) {
    const seen = await host.bundle.perform(`b-${slug}`, sourcesOf(slug, text))
    if (seen.seen !== 'done') throw new Error(JSON.stringify(seen))
    bundled.push(seen.outcome.bundled)
  }
  return bundled
}

const text = async (response: Promise<Response>) => (await response).text()

describe('bundling', () => {
  test('gives the next version and changes nothing', async () => {
    const world = await startHost()
    const before = await world.host.list(project)
    const [bundled] = await bundleAll(world, { search: 'new' })
    expect(bundled).toMatchObject({
      slug: 'search',
      version: 18,
      verifyJwt: false,
      entrypoint: path('search'),
    })
    expect(await world.host.list(project)).toEqual(before)
    expect(await world.host.bundle.observe('b-search', sourcesOf('search', 'new'), null)).toEqual({
      seen: 'absent',
    })
  })

  test('fails for good, in the bundler’s words, where an import is missing', async () => {
    const { host } = await startHost()
    const files = filesOf({ [path('search')]: `import '../_shared/tax.ts'` })
    const seen = await host.bundle.perform('b', sourcesOf('search', '', { files }))
    expect(seen).toMatchObject({ seen: 'failed', reason: expect.stringContaining('_shared/tax.ts') })
    expect(seen).toMatchObject({ reason: expect.stringMatching(/^Supabase could not bundle search/) })
  })

  test('fails for good where the function is too large', async () => {
    const { host } = await startHost()
    const files = [
      ...filesOf({ [path('search')]: saying('x') }),
      { path: 'big.bin', bytes: new Uint8Array(6_000_000) },
    ]
    const seen = await host.bundle.perform('b', sourcesOf('search', '', { files }))
    expect(seen).toMatchObject({ seen: 'failed', reason: expect.stringContaining('at most 5 MB') })
  })
})

describe('activating', () => {
  const both = { search: 'new search', checkout: 'new checkout' }

  test('makes all bundles live together, and lists what is', async () => {
    const world = await startHost()
    const functions = await bundleAll(world, both)
    const seen = await world.host.activate.perform('a-1', { project, functions })
    expect(seen).toMatchObject({
      seen: 'done',
      outcome: {
        functions: [
          { slug: 'search', version: 18 },
          { slug: 'checkout', version: 42, verifyJwt: false },
        ],
      },
    })
    expect(await text(world.invoke('checkout'))).toBe('new checkout')
  })

  test('whose answer was lost is found, and not sent again', async () => {
    const world = await startHost()
    const input = { project, functions: await bundleAll(world, both) }
    expect(await world.host.activate.observe('a-1', input, null)).toEqual({ seen: 'absent' })
    world.loseAnswer(/PUT .*\/functions$/)
    await expect(world.host.activate.perform('a-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await world.host.activate.observe('a-1', input, null)).toMatchObject({ seen: 'done' })
    expect(world.acts().filter((act) => act.startsWith('supabase-activate'))).toHaveLength(2)
  })

  test('is not done while one function is not listed, although Supabase answered 200', async () => {
    const world = await startHost()
    const functions = await bundleAll(world, { ...both, hello: 'new' })
    const [first, second, third] = functions
    if (!first || !second || !third) throw new Error('Three were bundled.')
    // What is sent leaves one out, as a client that loses functions would.
    const seen = await world.host.activate.perform('a-1', {
      project,
      functions: [first, second, { ...third, raw: first.raw }],
    })
    expect(seen).toMatchObject({ seen: 'pending', progress: 'hello is missing' })
    const again = await world.host.activate.observe('a-1', { project, functions }, seen.remote ?? null)
    expect(again).toMatchObject({ seen: 'pending', progress: 'hello is missing' })
  })

  test('stops where somebody deployed one of them by hand meanwhile', async () => {
    const world = await startHost()
    const functions = await bundleAll(world, both)
    await world.byHand('checkout', { [path('checkout')]: saying('by hand') })
    const seen = await world.host.activate.perform('a-1', { project, functions })
    expect(seen).toMatchObject({
      seen: 'failed',
      reason: expect.stringContaining('version 42 of checkout is not what was sent'),
    })
    expect(await world.deployed('search')).toMatchObject({ version: 17 })
  })

  test('waits for another deployment that is under way', async () => {
    const world = await startHost()
    const functions = await bundleAll(world, both)
    world.failNext(/PUT /, 409)
    await expect(world.host.activate.perform('a-1', { project, functions })).rejects.toMatchObject({
      isRetryable: true,
      message: expect.stringContaining('another deployment of this project is under way'),
    })
  })

  test('notices a function that does not check tokens although it should', async () => {
    const world = await startHost()
    const [bundled] = await bundleAll(world, { search: 'new' })
    if (!bundled) throw new Error('One was bundled.')
    const seen = await world.host.activate.perform('a-1', {
      project,
      functions: [{ ...bundled, verifyJwt: true }],
    })
    expect(seen).toMatchObject({
      seen: 'failed',
      reason: expect.stringContaining("does not check callers' tokens"),
    })
  })
})

describe('a secret', () => {
  const secret = { project, name: 'PAYMENTS_ENABLED', value: 'false' }

  test('is set, seen by the functions at once, and found again by what its value hashes to', async () => {
    const { host, ...world } = await startHost()
    const files = filesOf({
      [path('search')]: `Deno.serve(() => new Response(Deno.env.get('PAYMENTS_ENABLED')))`,
    })
    await host.deployOne.perform('d-1', sourcesOf('search', '', { files }))
    const seenByFunction = () => text(world.invoke('search'))
    expect(await seenByFunction()).toBe('true')
    expect(await host.setSecret.observe('s-1', secret, null)).toEqual({ seen: 'absent' })
    const done = { seen: 'done', outcome: { name: 'PAYMENTS_ENABLED' } }
    expect(await host.setSecret.perform('s-1', secret)).toEqual(done)
    expect(await host.setSecret.observe('s-1', secret, null)).toEqual(done)
    expect(await seenByFunction()).toBe('false')
    expect(await host.secretAmong(project, 'PAYMENTS_ENABLED', ['true', 'false'])).toBe('false')
    expect(await host.secretAmong(project, 'PAYMENTS_ENABLED', ['true'])).toBeNull()
    expect(await host.secretAmong(project, 'NOWHERE', ['true'])).toBeNull()
    expect(JSON.stringify(world.records.at(-1))).not.toContain('false')
  })

  test('that Supabase refuses is told in its words', async () => {
    const { host } = await startHost()
    await expect(host.setSecret.perform('s-1', { ...secret, name: 'SUPABASE_URL' })).rejects.toMatchObject({
      isRetryable: false,
      message: expect.stringContaining('SUPABASE_ prefix'),
    })
  })
})
