import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { path, saying } from '../sandbox/supabase-world.ts'
import { project, sourcesOf, startHost } from './supabase-world.ts'

const text = async (response: Promise<Response>) => (await response).text()

describe('deploying one function', () => {
  const input = sourcesOf('search', 'alone')

  test('bundles and activates it', async () => {
    const { host, invoke, acts } = await startHost()
    const seen = await host.deployOne.perform('d-1', input)
    expect(seen).toMatchObject({
      seen: 'done',
      remote: expect.stringMatching(/^18:/),
      outcome: { function: { version: 18 } },
    })
    expect(await text(invoke('search'))).toBe('alone')
    expect(acts()).toEqual(['supabase-deploy search@18'])
    expect(await host.deployOne.observe('d-1', input, seen.remote ?? null)).toMatchObject({ seen: 'done' })
  })

  test('whose answer was lost is known by its hash', async () => {
    const { host, loseAnswer, acts } = await startHost()
    expect(await host.deployOne.observe('d-1', input, null)).toEqual({ seen: 'absent' })
    loseAnswer(/POST .*deploy$/)
    await expect(host.deployOne.perform('d-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.deployOne.observe('d-1', input, null)).toMatchObject({ seen: 'done' })
    expect(acts().filter((act) => act.startsWith('supabase-deploy'))).toEqual(['supabase-deploy search@18'])
  })

  test('that was overtaken says so', async () => {
    const { host, byHand } = await startHost()
    const seen = await host.deployOne.perform('d-1', input)
    await byHand('search', { [path('search')]: saying('by hand') })
    expect(await host.deployOne.observe('d-1', input, seen.remote ?? null)).toMatchObject({
      seen: 'failed',
      reason: expect.stringContaining('Search is at version 19, newer than the 18'),
    })
  })

  test('says which limit of the plan was reached', async () => {
    const { host, failNext } = await startHost()
    failNext(/deploy$/, 402)
    await expect(host.deployOne.perform('d-1', input)).rejects.toMatchObject({
      isRetryable: false,
      message: expect.stringContaining('a limit of its plan'),
    })
  })
})

describe('restoring', () => {
  async function replaced() {
    const world = await startHost()
    const was = await world.deployed('search')
    const body = await world.host.download(project, 'search')
    await world.host.deployOne.perform('d-1', sourcesOf('search', 'broken', { verifyJwt: true }))
    return { ...world, was, body, input: { project, was, body } }
  }

  test('brings the old version’s bytes, paths and token check back', async () => {
    const { host, was, input, invoke, body, acts } = await replaced()
    const seen = await host.restore.perform('r-1', input)
    expect(seen).toMatchObject({
      seen: 'done',
      outcome: { function: { version: 19, hash: was.hash, verifyJwt: false, importMap: was.importMap } },
    })
    expect((await host.download(project, 'search')).bytes).toEqual(body.bytes)
    expect(createHash('sha256').update(body.bytes).digest('hex')).toBe(was.hash)
    expect(await text(invoke('search?q=lamp'))).toContain('anchor lamp')
    expect(acts().at(-1)).toBe('supabase-restore search@19')
  })

  test('whose answer was lost is found, and not sent again', async () => {
    const { host, input, loseAnswer, acts } = await replaced()
    expect(await host.restore.observe('r-1', input, null)).toEqual({ seen: 'absent' })
    loseAnswer(/PATCH /)
    await expect(host.restore.perform('r-1', input)).rejects.toMatchObject({ isUncertain: true })
    expect(await host.restore.observe('r-1', input, null)).toMatchObject({ seen: 'done' })
    expect(acts().filter((act) => act.startsWith('supabase-restore'))).toHaveLength(1)
  })

  test('that was overtaken by a newer deployment says so', async () => {
    const { host, input, byHand } = await replaced()
    const seen = await host.restore.perform('r-1', input)
    await byHand('search', { [path('search')]: saying('by hand') })
    expect(await host.restore.observe('r-1', input, seen.remote ?? null)).toMatchObject({
      seen: 'failed',
      reason:
        'Search is at version 20, newer than the 19 of this deployment: somebody deployed it meanwhile.',
    })
  })

  test('bundles a body again that was downloaded as sources', async () => {
    const { host, was, invoke } = await replaced()
    const form = new FormData()
    form.append('file', new Blob([saying('from sources')]), was.entrypoint)
    const answer = new Response(form)
    const contentType = answer.headers.get('content-type') ?? ''
    const body = { bytes: new Uint8Array(await answer.arrayBuffer()), contentType }
    expect(
      await host.restore.perform('r-1', { project, was: { ...was, importMap: null }, body }),
    ).toMatchObject({ seen: 'done' })
    expect(await text(invoke('search'))).toBe('from sources')
  })

  test('of a damaged body fails and leaves what is running', async () => {
    const { host, input, deployed } = await replaced()
    const body = { ...input.body, bytes: input.body.bytes.slice(0, 50) }
    await expect(host.restore.perform('r-1', { ...input, body })).rejects.toMatchObject({
      isRetryable: false,
      code: '400',
    })
    expect(await deployed('search')).toMatchObject({ version: 18 })
  })
})

describe('removing', () => {
  test('deletes a function once, and what is gone is done', async () => {
    const { host, acts } = await startHost()
    await host.deployOne.perform('d-1', sourcesOf('hello', 'hi'))
    const input = { project, slug: 'hello' }
    expect(await host.remove.observe('x-1', input, null)).toEqual({ seen: 'absent' })
    expect(await host.remove.perform('x-1', input)).toMatchObject({
      seen: 'done',
      outcome: { slug: 'hello' },
    })
    expect(await host.remove.observe('x-1', input, null)).toMatchObject({ seen: 'done' })
    expect(await host.remove.perform('x-1', input)).toMatchObject({ seen: 'done' })
    expect(acts()).toEqual(['supabase-deploy hello@1', 'supabase-delete hello@1'])
  })
})
