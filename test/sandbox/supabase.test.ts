import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { live, path, said, saying, startManaged } from './supabase-world.ts'

describe('a token', () => {
  test.each([
    ['none', undefined],
    ['one of another form', 'Bearer vercel_1234'],
    ['one that is not known', `Bearer sbp_${'f'.repeat(40)}`],
  ])('that is %s opens nothing', async (_what, authorization) => {
    const { apiUrl } = await startManaged()
    const headers = authorization === undefined ? {} : { headers: { authorization } }
    for (const at of ['/v1/projects', `/v1/projects/${live}/functions`, `/v1/projects/${live}/secrets`])
      expect((await fetch(apiUrl + at, headers)).status).toBe(401)
  })
})

describe('the project', () => {
  test('shows what its secrets hash to and never the value', async () => {
    const { call } = await startManaged()
    const body = JSON.stringify([{ name: 'MAP_KEY', value: 'open-sesame' }])
    expect((await call('POST', '/secrets', { body })).status).toBe(201)
    const text = await (await call('GET', '/secrets')).text()
    expect(text).toContain('MAP_KEY')
    expect(text).not.toContain('open-sesame')
    await call('DELETE', '/secrets', { body: '["MAP_KEY"]' })
    expect(await (await call('GET', '/secrets')).text()).not.toContain('MAP_KEY')
  })

  test('shows keys only where they are to be revealed', async () => {
    const { call, key } = await startManaged()
    expect(await (await call('GET', '/api-keys')).text()).not.toContain(await key())
  })

  test('tells its health, and who it is', async () => {
    const { call, apiUrl } = await startManaged()
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
    const first = await startManaged({ file })
    const key = await first.key()
    await first.deploy('search', { [path('search')]: saying('kept') })
    const second = await startManaged({ file })
    expect(await (await second.invoke('search')).text()).toBe('kept')
    expect(await second.key()).toBe(key)
    expect(second.acts()).toEqual(['supabase-deploy search@18'])
  })

  test('fails as it is told to, with Supabase’s words', async () => {
    const { call, failNext } = await startManaged()
    failNext(/GET .*\/functions$/, 429)
    const limited = await call('GET', '/functions')
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await call('GET', '/functions')).status).toBe(200)
  })
})

describe('the logs', () => {
  const day = 86_400_000

  test('are asked for a range of at most 24 hours', async () => {
    const { call, now } = await startManaged()
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
    const { call, deploy, invoke, forward } = await startManaged()
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
    const { call } = await startManaged()
    const ask = async (sql: string) =>
      said(await call('GET', `/analytics/endpoints/logs?${new URLSearchParams({ sql })}`))
    expect(await ask('select * from function_edge_logs')).toMatch(/^400 Syntax error/)
    expect(await ask(`select max(x) as m from logs where source = 'a' group by m`)).toMatch(/max\(x\)/)
    expect(await ask(`select count() as calls from logs where source = 'a' group by version`)).toMatch(
      /version/,
    )
  })
})

test('an API that is silent answers once it is no longer, and whoever gave up did nothing', async () => {
  const { call, faults } = await startManaged()
  faults.supabaseSilent = true
  const signal = AbortSignal.timeout(150)
  await expect(call('GET', '/functions', { signal })).rejects.toThrow()
  const waiting = call('GET', '/functions')
  faults.supabaseSilent = false
  expect((await waiting).status).toBe(200)
  faults.supabaseFails = true
  expect((await call('GET', '/functions')).status).toBe(500)
})
