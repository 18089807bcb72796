import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Listed, path, said, saying, startManaged } from './supabase-world.ts'

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('deploying', () => {
  test('puts the next version live and notes it once', async () => {
    const { deploy, invoke, live, acts, now } = await startManaged()
    const response = await deploy('search', { [path('search')]: saying('new') })
    expect(response.status).toBe(201)
    expect(await live('search')).toMatchObject({
      version: 18,
      verify_jwt: false,
      updated_at: now().getTime(),
    })
    expect(await (await invoke('search')).text()).toBe('new')
    expect(acts()).toEqual(['supabase-deploy search@18'])
  })

  test('the same files twice gives the same hash, other files another', async () => {
    const { deploy, live } = await startManaged()
    const hashes = []
    for (const text of ['one', 'one', 'two']) {
      await deploy('search', { [path('search')]: saying(text) })
      hashes.push((await live('search'))?.ezbr_sha256)
    }
    expect(hashes[0]).toBe(hashes[1])
    expect(hashes[0]).not.toBe(hashes[2])
  })

  test.each([
    ['imports what was not sent', `import '../_shared/tax.ts'`, '_shared/tax.ts'],
    ['re-exports what was not sent', `export * from './rates.ts'`, 'hello/rates.ts'],
    ['imports a name that nothing explains', `import 'lodash'`, 'Relative import path "lodash"'],
    ['would need the network', `import 'npm:lodash@4'`, 'npm:lodash@4'],
    ['cannot be parsed', 'const = 3', 'could not be parsed'],
  ])('a function that %s is refused, and nothing changes', async (_what, source, named) => {
    const { deploy, listed, acts } = await startManaged()
    const before = await listed()
    const refusal = await said(await deploy('hello', { [path('hello')]: source }))
    expect(refusal).toMatch(/^400 Failed to bundle/)
    expect(refusal).toContain(named)
    expect(await listed()).toEqual(before)
    expect(acts()).toEqual([])
  })

  test('types that are gone when it runs, and the editor’s, need not be there', async () => {
    const { deploy } = await startManaged()
    const source = `import 'jsr:@supabase/functions-js/edge-runtime.d.ts'
import type { Order } from './order.ts'
import { createHash } from 'node:crypto'
Deno.serve(() => new Response(createHash('sha1').update('a').digest('hex')))`
    expect((await deploy('hello', { [path('hello')]: source })).status).toBe(201)
  })

  test('more than 5 MB, without files, without an entrypoint or with a path out of the project is refused', async () => {
    const { deploy } = await startManaged()
    const refusal = async (...args: Parameters<typeof deploy>) => said(await deploy(...args))
    const big = { [path('hello')]: saying('hi'), 'supabase/functions/hello/big.txt': 'x'.repeat(6_000_000) }
    expect(await refusal('hello', big)).toMatch(/^413 .*5 MB/)
    expect(await refusal('hello', {})).toBe('400 file: Required')
    expect(await refusal('hello', { 'other.ts': '' })).toContain('Entrypoint path does not exist')
    expect(await refusal('hello', { '../x.ts': '' })).toContain('leaves the project')
    expect(await refusal('1st', { [path('1st')]: '' })).toMatch(/^400 slug/)
    const withoutEntrypoint = { entrypoint_path: undefined }
    expect(await refusal('hello', { 'a.ts': '' }, withoutEntrypoint)).toContain('metadata.entrypoint_path')
  })

  test('a release that was ordered to fail does so in about 12% of its calls, and stays so when it is put back', async () => {
    const { deploy, invoke, faults, call, live } = await startManaged()
    faults.releaseFails12 = true
    await deploy('search', { [path('search')]: saying('new') })
    faults.releaseFails12 = false
    const failures = async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => invoke('search')))
      return answers.filter(({ status }) => status === 500).length
    }
    expect(await failures()).toBe(12)
    const body = await bytesOf(await call('GET', '/functions/search/body'))
    await deploy('search', { [path('search')]: saying('new') })
    expect(await failures()).toBe(0)
    const headers = { 'content-type': 'application/vnd.denoland.eszip' }
    await call('PATCH', '/functions/search', { headers, body })
    expect(await live('search')).toMatchObject({ version: 20 })
    expect(await failures()).toBe(12)
  })

  test('fails while builds are ordered to fail', async () => {
    const { deploy, faults } = await startManaged()
    faults.buildFails = true
    expect((await deploy('search', { [path('search')]: saying('new') })).status).toBe(400)
  })
})

describe('bundling and activating', () => {
  test('changes nothing before the activation, and then all together', async () => {
    const { deploy, call, invoke, live, acts } = await startManaged()
    const bundled: unknown[] = []
    for (const slug of ['search', 'hello']) {
      const form = await deploy(
        slug,
        { [path(slug)]: saying(`new ${slug}`) },
        { verify_jwt: false },
        '&bundleOnly=true',
      )
      bundled.push(await form.json())
    }
    expect(await live('hello')).toBeUndefined()
    expect(await (await invoke('search?q=rope')).json()).toMatchObject({ found: ['rope belt'] })
    const activate = () => call('PUT', '/functions', { body: JSON.stringify(bundled) })
    expect((await activate()).status).toBe(200)
    expect(await (await invoke('search')).text()).toBe('new search')
    expect(await (await invoke('hello')).text()).toBe('new hello')
    const once = [
      'supabase-bundle search@18',
      'supabase-bundle hello@1',
      'supabase-activate search@18',
      'supabase-activate hello@1',
    ]
    expect(acts()).toEqual(once)
    expect((await activate()).status).toBe(200)
    expect(acts()).toEqual(once)
  })

  test('is refused as a whole where one bundle is unknown or no longer the newest', async () => {
    const { deploy, call, listed } = await startManaged()
    const bundle = async (slug: string) =>
      (
        await deploy(slug, { [path(slug)]: saying('bundled') }, {}, '&bundleOnly=true')
      ).json() as Promise<Listed>
    const [search, checkout] = [await bundle('search'), await bundle('checkout')]
    const activate = async (functions: object[]) =>
      said(await call('PUT', '/functions', { body: JSON.stringify(functions) }))
    const before = await listed()
    expect(await activate([checkout, { ...search, ezbr_sha256: 'ab' }])).toMatch(/^400 There is no bundle ab/)
    expect(await activate([checkout, { ...search, version: 'x' }])).toMatch(/^400 1.version/)
    expect(await listed()).toEqual(before)
    await deploy('search', { [path('search')]: saying('by hand') })
    expect(await activate([checkout, search])).toMatch(/^409 Version 18 of search is not newer/)
    expect((await listed()).find(({ slug }) => slug === 'checkout')?.version).toBe(41)
  })
})

describe('a downloaded body', () => {
  test('is the bytes whose hash is listed, and brings the old version back', async () => {
    const { deploy, call, invoke, live, acts } = await startManaged()
    const body = await bytesOf(await call('GET', '/functions/search/body'))
    const before = await live('search')
    expect(sha256(body)).toBe(before?.ezbr_sha256)
    await deploy('search', { [path('search')]: saying('new') }, { verify_jwt: true })
    const response = await call('PATCH', `/functions/search?verify_jwt=false&ezbr_sha256=${sha256(body)}`, {
      headers: { 'content-type': 'application/vnd.denoland.eszip' },
      body,
    })
    expect(response.status).toBe(200)
    expect(await live('search')).toMatchObject({ version: 19, ezbr_sha256: sha256(body), verify_jwt: false })
    expect(await bytesOf(await call('GET', '/functions/search/body'))).toEqual(body)
    expect(await (await invoke('search?q=rope')).json()).toMatchObject({ found: ['rope belt'] })
    expect(acts()).toEqual(['supabase-deploy search@18', 'supabase-restore search@19'])
  })

  test('comes as sources where those are asked for', async () => {
    const { call } = await startManaged()
    const headers = { accept: 'multipart/form-data' }
    const form = await (await call('GET', '/functions/search/body', { headers })).formData()
    const names = form.getAll('file').map((part) => (typeof part === 'string' ? part : part.name))
    expect(names).toContain('supabase/functions/search/index.ts')
    expect(names).toContain('supabase/functions/_shared/answer.ts')
  })

  test('that is damaged, of another type or of another hash is refused', async () => {
    const { call } = await startManaged()
    const body = await bytesOf(await call('GET', '/functions/search/body'))
    const patch = async (
      bytes: Uint8Array<ArrayBuffer>,
      query = '',
      type = 'application/vnd.denoland.eszip',
    ) =>
      (await call('PATCH', `/functions/search${query}`, { headers: { 'content-type': type }, body: bytes }))
        .status
    expect(await patch(body.slice(0, 40))).toBe(400)
    expect(await patch(body, '?ezbr_sha256=ab')).toBe(400)
    expect(await patch(body, '', 'application/json')).toBe(415)
  })
})
