import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFunctionHost } from '../../src/adapters/supabase/function-host.ts'
import { filesOf, path, saying, supabaseToken } from '../sandbox/supabase-world.ts'
import { project, shopper, sourcesOf, startHost } from './supabase-world.ts'

const post = { method: 'POST', timeoutMs: 5000 }

describe('the functions of a project', () => {
  test('are listed with version, hash and token check', async () => {
    const { host } = await startHost()
    expect(await host.list(project)).toMatchObject([
      {
        slug: 'checkout',
        version: 41,
        verifyJwt: true,
        importMap: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { slug: 'search', version: 17, verifyJwt: false, importMap: 'supabase/functions/search/deno.json' },
      { slug: 'send-receipt', version: 23, updatedAt: new Date('2026-11-17T22:00:00.000Z') },
    ])
  })

  test('have secrets by name and age, without values', async () => {
    const { host } = await startHost()
    const secrets = await host.secrets(project)
    expect(secrets.map(({ name }) => name)).toEqual([
      'STRIPE_SECRET_KEY',
      'RESEND_API_KEY',
      'SEARCH_INDEX_URL',
      'PAYMENTS_ENABLED',
    ])
    expect(Object.keys(secrets[0] ?? {})).toEqual(['name', 'updatedAt'])
  })
})

describe('a call', () => {
  test('with the anonymous key gets in, and brings status, time and body', async () => {
    const { host } = await startHost()
    const body = JSON.stringify({ lines: [{ price: 2, quantity: 4 }] })
    const answer = await host.call(project, { ...post, slug: 'checkout', body, session: null })
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true,"total":8,"currency":"EUR"}' })
    expect(answer.latencyMs).toBeGreaterThanOrEqual(0)
  })

  test('as a test user carries that person’s session, signed in once', async () => {
    const { host, byHand, state } = await startHost()
    const source = `const claims = (request) => JSON.parse(atob(request.headers.get('authorization').split('.')[1]))
Deno.serve((request) => new Response(claims(request).email))`
    await byHand('who', { [path('who')]: source }, { verify_jwt: true })
    const ask = () => host.call(project, { ...post, slug: 'who', session: shopper })
    expect(await ask()).toMatchObject({ status: 200, body: shopper.email })
    // The session outlives the secret it was signed with, so a second sign-in would be noticed.
    state.jwtSecret = 'another'
    expect(await ask()).toMatchObject({ status: 401 })
  })

  test('with a wrong password says whose', async () => {
    const { host } = await startHost()
    const call = host.call(project, { ...post, slug: 'checkout', session: { ...shopper, password: 'wrong' } })
    await expect(call).rejects.toMatchObject({
      message: expect.stringMatching(/sign the test user in.*Invalid login/),
    })
  })

  test('that fails, is slow, or finds nothing is an answer and not an outage', async () => {
    const { host, byHand } = await startHost()
    await byHand(
      'bad',
      { [path('bad')]: `Deno.serve(() => new Response('no stock', { status: 507 }))` },
      { verify_jwt: false },
    )
    expect(await host.call(project, { ...post, slug: 'bad', session: null })).toMatchObject({
      status: 507,
      body: 'no stock',
    })
    expect(await host.call(project, { ...post, slug: 'nowhere', session: null })).toMatchObject({
      status: 404,
    })
  })

  test('uses the method that is asked for', async () => {
    const { host, byHand } = await startHost()
    const source = 'Deno.serve((request) => new Response(request.method))'
    await byHand('method', { [path('method')]: source }, { verify_jwt: false })
    const ask = (method: string) =>
      host.call(project, { slug: 'method', method, session: null, timeoutMs: 5000 })
    expect([(await ask('get')).body, (await ask('DELETE')).body]).toEqual(['GET', 'DELETE'])
  })

  test('that is not answered in time is an error, and so is a project that is not there', async () => {
    const { host, byHand } = await startHost()
    await byHand(
      'stuck',
      { [path('stuck')]: 'Deno.serve(() => new Promise(() => {}))' },
      { verify_jwt: false },
    )
    const call = host.call(project, { ...post, slug: 'stuck', session: null, timeoutMs: 700 })
    await expect(call).rejects.toMatchObject({
      message: expect.stringContaining('did not answer within 0.7 s'),
    })
  })

  test('that finds nobody at the project’s address says so', async () => {
    const { apiUrl } = await startHost()
    const access = { accessToken: supabaseToken, apiUrl, gateway: 'http://127.0.0.1:65533/{ref}' }
    const host = createFunctionHost(access)
    await expect(host.call(project, { ...post, slug: 'search', session: null })).rejects.toMatchObject({
      message: expect.stringMatching(/^Supabase could not call search/),
      code: 'ECONNREFUSED',
    })
    await expect(host.call(project, { ...post, slug: 'search', session: shopper })).rejects.toMatchObject({
      message: expect.stringMatching(/^Supabase could not sign the test user in: no answer came/),
    })
  })
})

describe('traffic', () => {
  const hourMs = 3_600_000

  test('counts calls, errors and times of each version, old beside new', async () => {
    const { host, now, invoke, forward } = await startHost()
    const began = now()
    for (let index = 0; index < 4; index += 1) await invoke('search')
    const files = filesOf({
      [path('search')]:
        `Deno.serve((request) => new Response('', { status: { GET: 500, POST: 200 }[request.method] ?? 499 }))`,
    })
    await host.deployOne.perform('d-1', sourcesOf('search', '', { files }))
    await invoke('search')
    await invoke('search', { method: 'POST' })
    await invoke('search', { method: 'PUT' })
    forward(1000)
    const seen = await host.traffic(project, began, now())
    expect(seen).toMatchObject([
      { slug: 'search', version: 17, calls: 4, errors: 0 },
      { slug: 'search', version: 18, calls: 3, errors: 1 },
    ])
    expect(seen.every(({ p50Ms, p95Ms }) => p50Ms >= 0 && p95Ms >= p50Ms)).toBe(true)
  })

  test('of the hour before is there for the versions that were live', async () => {
    const { host, now } = await startHost()
    const seen = await host.traffic(project, new Date(now().getTime() - hourMs), now())
    expect(seen.map(({ slug, version, calls }) => `${slug}@${version} ${calls}`)).toContain('checkout@41 150')
  })

  test('that is not in the log yet is absent', async () => {
    const { host, now, invoke, forward } = await startHost({ ingestionMs: 60_000 })
    const began = new Date(now().getTime() + 1)
    forward(10)
    await invoke('search')
    expect(await host.traffic(project, began, now())).toEqual([])
    forward(60_000)
    expect(await host.traffic(project, began, now())).toMatchObject([{ slug: 'search', calls: 1 }])
  })

  test('that Supabase could not count is no silence', async () => {
    const odd = new Hono()
      .get('/v1/projects/:ref/functions', (c) => c.json([]))
      .get('*', (c) => c.json({ result: null, error: 'Unknown function' }))
    const server = serve({ fetch: odd.fetch, port: 0, hostname: '127.0.0.1' })
    onTestFinished(() => void server.close())
    await new Promise((ready) => server.once('listening', ready))
    const address = server.address()
    const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const host = createFunctionHost({ accessToken: supabaseToken, apiUrl })
    await expect(host.traffic(project, new Date(0), new Date(1))).rejects.toMatchObject({
      message: expect.stringContaining('its log did not understand the question'),
      isRetryable: false,
    })
  })

  test('says when too many questions were asked', async () => {
    const { host, now, failNext } = await startHost()
    failNext(/logs/, 429)
    await expect(host.traffic(project, now(), now())).rejects.toMatchObject({
      retryAfterMs: 30_000,
      isRetryable: true,
    })
  })
})

describe('trouble', () => {
  test('with the token says which variable to mend, and never shows the token', async () => {
    const wrong = `sbp_${'a'.repeat(40)}`
    const { host } = await startHost({}, wrong)
    const error = await host.list(project).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ message: expect.stringContaining('SUPABASE_ACCESS_TOKEN'), code: '401' })
    const shown = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause)
    expect(shown).not.toContain(wrong)
  })

  test('that passes is waited out for questions, and never doubles an act', async () => {
    const { host, failNext, acts } = await startHost()
    failNext(/GET .*\/functions$/, 502)
    expect(await host.list(project)).toHaveLength(3)
    failNext(/POST /, 500)
    await expect(host.deployOne.perform('d', sourcesOf('search', 'x'))).rejects.toMatchObject({
      isUncertain: true,
    })
    expect(acts()).toEqual([])
  })

  test('an unknown project is named', async () => {
    const { host } = await startHost()
    await expect(host.list('aaaaaaaaaaaaaaaaaaaa')).rejects.toMatchObject({
      message: expect.stringContaining('aaaaaaaaaaaaaaaaaaaa'),
    })
  })

  test('a body passes through byte by byte, packed as it is', async () => {
    const { host, byHand } = await startHost()
    await byHand('search', { [path('search')]: saying('x') })
    const { bytes, contentType } = await host.download(project, 'search')
    expect(Buffer.from(bytes.subarray(0, 4)).toString()).toBe('EZBR')
    expect(contentType).toBe('application/vnd.denoland.eszip')
  })
})
