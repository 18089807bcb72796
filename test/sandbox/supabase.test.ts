import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { live, managementOf, startSupabase } from './supabase-world.ts'

async function start(options: Parameters<typeof startSupabase>[0] = {}) {
  const world = await startSupabase(options)
  const management = managementOf(world)
  const listed = async () => (await (await management.call('GET', '/functions')).json()) as Listed[]
  const live = async (slug: string) => (await listed()).find((one) => one.slug === slug)
  const acts = () => world.records.map(({ act, detail }) => `${act} ${detail.slug}@${detail.version}`)
  return { ...world, ...management, listed, live, acts }
}

type Listed = { slug: string; version: number; ezbr_sha256: string; verify_jwt: boolean; updated_at: number }

const path = (slug: string) => `supabase/functions/${slug}/index.ts`
const saying = (text: string) => `Deno.serve(() => new Response('${text}'))`
const said = async (response: Response) =>
  `${response.status} ${((await response.json()) as { message: string }).message}`
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a token', () => {
  test.each([
    ['none', undefined],
    ['one of another form', 'Bearer vercel_1234'],
    ['one that is not known', `Bearer sbp_${'f'.repeat(40)}`],
  ])('that is %s opens nothing', async (_what, authorization) => {
    const { apiUrl } = await start()
    const headers = authorization === undefined ? {} : { headers: { authorization } }
    for (const at of ['/v1/projects', `/v1/projects/${live}/functions`, `/v1/projects/${live}/secrets`])
      expect((await fetch(apiUrl + at, headers)).status).toBe(401)
  })
})

describe('deploying', () => {
  test('puts the next version live and notes it once', async () => {
    const { deploy, invoke, live, acts, now } = await start()
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
    const { deploy, live } = await start()
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
    const { deploy, listed, acts } = await start()
    const before = await listed()
    const refusal = await said(await deploy('hello', { [path('hello')]: source }))
    expect(refusal).toMatch(/^400 Failed to bundle/)
    expect(refusal).toContain(named)
    expect(await listed()).toEqual(before)
    expect(acts()).toEqual([])
  })

  test('types that are gone when it runs, and the editor’s, need not be there', async () => {
    const { deploy } = await start()
    const source = `import 'jsr:@supabase/functions-js/edge-runtime.d.ts'
import type { Order } from './order.ts'
import { createHash } from 'node:crypto'
Deno.serve(() => new Response(createHash('sha1').update('a').digest('hex')))`
    expect((await deploy('hello', { [path('hello')]: source })).status).toBe(201)
  })

  test('more than 5 MB, without files, without an entrypoint or with a path out of the project is refused', async () => {
    const { deploy } = await start()
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
    const { deploy, invoke, faults, call, live } = await start()
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
    const { deploy, faults } = await start()
    faults.buildFails = true
    expect((await deploy('search', { [path('search')]: saying('new') })).status).toBe(400)
  })
})

describe('bundling and activating', () => {
  test('changes nothing before the activation, and then all together', async () => {
    const { deploy, call, invoke, live, acts } = await start()
    const bundled = []
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
    const { deploy, call, listed } = await start()
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
    const { deploy, call, invoke, live, acts } = await start()
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
    const { call } = await start()
    const headers = { accept: 'multipart/form-data' }
    const form = await (await call('GET', '/functions/search/body', { headers })).formData()
    const names = form.getAll('file').map((part) => (typeof part === 'string' ? part : part.name))
    expect(names).toContain('supabase/functions/search/index.ts')
    expect(names).toContain('supabase/functions/_shared/answer.ts')
  })

  test('that is damaged, of another type or of another hash is refused', async () => {
    const { call } = await start()
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

describe('the project', () => {
  test('shows what its secrets hash to and never the value', async () => {
    const { call } = await start()
    const body = JSON.stringify([{ name: 'MAP_KEY', value: 'open-sesame' }])
    expect((await call('POST', '/secrets', { body })).status).toBe(201)
    const text = await (await call('GET', '/secrets')).text()
    expect(text).toContain('MAP_KEY')
    expect(text).not.toContain('open-sesame')
    await call('DELETE', '/secrets', { body: '["MAP_KEY"]' })
    expect(await (await call('GET', '/secrets')).text()).not.toContain('MAP_KEY')
  })

  test('shows keys only where they are to be revealed', async () => {
    const { call, key } = await start()
    expect(await (await call('GET', '/api-keys')).text()).not.toContain(await key())
  })

  test('tells its health, and who it is', async () => {
    const { call, apiUrl } = await start()
    expect(await (await call('GET', '/health?services=db&services=rest')).json()).toMatchObject([
      { name: 'db', healthy: true },
      { name: 'rest', healthy: true },
    ])
    expect((await call('GET', '/health?services=soup')).status).toBe(400)
    expect(await (await call('GET', '')).json()).toMatchObject({ ref: live, status: 'ACTIVE_HEALTHY' })
    expect((await fetch(`${apiUrl}/v1/projects`)).status).toBe(401)
  })

  test('survives being cut off: versions, bodies and keys', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'supabase-')), 'supabase.json')
    const first = await start({ file })
    const key = await first.key()
    await first.deploy('search', { [path('search')]: saying('kept') })
    const second = await start({ file })
    expect(await (await second.invoke('search')).text()).toBe('kept')
    expect(await second.key()).toBe(key)
    expect(second.acts()).toEqual(['supabase-deploy search@18'])
  })

  test('fails as it is told to, with Supabase’s words', async () => {
    const { call, failNext } = await start()
    failNext(/GET .*\/functions$/, 429)
    const limited = await call('GET', '/functions')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await call('GET', '/functions')).status).toBe(200)
  })
})

describe('the logs', () => {
  const day = 86_400_000

  test('are asked for a range of at most 24 hours', async () => {
    const { call, now } = await start()
    const ask = async (from: string, to: string) =>
      (
        await call(
          'GET',
          `/analytics/endpoints/logs?${new URLSearchParams({ sql: 'select 1', iso_timestamp_start: from, iso_timestamp_end: to })}`,
        )
      ).status
    const end = now().toISOString()
    expect(await ask(new Date(now().getTime() - day).toISOString(), end)).toBe(200)
    expect(await ask(new Date(now().getTime() - day - 1).toISOString(), end)).toBe(400)
    expect(await ask('yesterday', end)).toBe(400)
    expect(await ask(end, new Date(now().getTime() - 1).toISOString())).toBe(400)
  })

  test('list lines of a source and level, newest first, as the command line asks', async () => {
    const { call, deploy, invoke, forward } = await start()
    await deploy(
      'hello',
      { [path('hello')]: `Deno.serve(() => { throw new Error('leak') })` },
      { verify_jwt: false },
    )
    await invoke('search')
    await invoke('hello')
    forward(1000)
    const levels = `multiIf(source = 'postgres_logs', 'x', source in ('function_edge_logs'), 'error', '')`
    const sql = `select id, toUnixTimestamp64Milli(timestamp) as ts_ms, source, ${levels} as level, event_message, log_attributes from logs where (source = 'function_logs' or source = 'function_edge_logs') and (${levels}) in ('error') order by ts_ms desc, id desc limit 100`
    const answer = await call('GET', `/analytics/endpoints/logs?${new URLSearchParams({ sql })}`)
    const { result } = (await answer.json()) as { result: { source: string; level: string }[] }
    expect(result.map(({ source }) => source)).toEqual(['function_logs', 'function_edge_logs'])
  })

  test('refuse what they do not understand', async () => {
    const { call } = await start()
    const ask = async (sql: string) =>
      said(await call('GET', `/analytics/endpoints/logs?${new URLSearchParams({ sql })}`))
    expect(await ask('select * from function_edge_logs')).toMatch(/^400 Syntax error/)
    expect(await ask(`select max(x) as m from logs where source = 'a' group by m`)).toMatch(/max\(x\)/)
    expect(await ask(`select count() as calls from logs where source = 'a' group by version`)).toMatch(
      /version/,
    )
  })
})
