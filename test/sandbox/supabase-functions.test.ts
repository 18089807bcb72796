import { spawn } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startManaged } from './supabase-world.ts'

const open = { verify_jwt: false }
const index = 'supabase/functions/hello/index.ts'

async function until<T>(look: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 5000
  for (;;) {
    const seen = look()
    if (seen) return seen
    if (Date.now() > deadline) throw new Error('It did not happen within 5 s.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('a function', () => {
  test('of the first world answers what its source says', async () => {
    const { invoke, key } = await startManaged()
    const found = await invoke('search?q=lamp')
    expect(await found.json()).toEqual({ ok: true, found: ['anchor lamp'] })
    const body = JSON.stringify({ lines: [{ price: 5, quantity: 3 }] })
    const authorization = `Bearer ${await key()}`
    const paid = await invoke('checkout', { method: 'POST', body, headers: { authorization } })
    expect(await paid.json()).toEqual({ ok: true, total: 15, currency: 'EUR' })
  })

  test('is made from the repository where that has it', async () => {
    const { invoke } = await startManaged({
      sourceOf: (ref, path) =>
        path === 'supabase/functions/search/index.ts'
          ? `Deno.serve(() => new Response('from ${ref}'))`
          : undefined,
    })
    expect(await (await invoke('search')).text()).toBe('from main~3')
  })

  test('uses types, enums, shared files, JSON, an import map and static files', async () => {
    const { deploy, invoke } = await startManaged()
    const response = await deploy(
      'hello',
      {
        [index]: `import { greet } from '@/greet.ts'
import names from 'names' with { type: 'json' }
import '@shared/counted.ts'
enum Tone { Warm = 'warm' }
const text = await Deno.readTextFile(new URL('./note.txt', import.meta.url))
Deno.serve(async (request: Request): Promise<Response> => Response.json([greet(names[0] as string), Tone.Warm, text, globalThis.counted, await request.text()]))`,
        'supabase/functions/hello/deno.json':
          '{ "imports": { "@/": "./lib/", "names": "./names.json", "@shared/": "../_shared/" } }',
        'supabase/functions/hello/lib/greet.ts': "export const greet = (name: string) => 'Ahoy ' + name",
        'supabase/functions/hello/names.json': '["Maya"]',
        'supabase/functions/hello/note.txt': 'a note',
        'supabase/functions/_shared/counted.ts': 'Object.assign(globalThis, { counted: 1 })',
      },
      { ...open, import_map_path: 'supabase/functions/hello/deno.json' },
    )
    expect(response.status).toBe(201)
    const answer = await invoke('hello', { method: 'POST', body: 'hi' })
    expect(await answer.json()).toEqual(['Ahoy Maya', 'warm', 'a note', 1, 'hi'])
  })

  test('sees its project’s secrets and nothing of the sandbox’s surroundings or files', async () => {
    const { deploy, invoke } = await startManaged()
    await deploy(
      'hello',
      {
        [index]: `import { readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
const attempt = (act) => { try { act(); return 'allowed' } catch (error) { return error.code } }
Deno.serve(() => Response.json({
  secret: Deno.env.get('STRIPE_SECRET_KEY'), path: process.env.PATH ?? null,
  read: attempt(() => readFileSync('/etc/passwd')), spawn: attempt(() => spawnSync('ls')),
}))`,
      },
      open,
    )
    expect(await (await invoke('hello')).json()).toEqual({
      secret: 'sandbox-stripe_secret_key',
      path: null,
      read: 'ERR_ACCESS_DENIED',
      spawn: 'ERR_ACCESS_DENIED',
    })
  })

  test('that throws answers 500, says why in the log, and lives on', async () => {
    const { deploy, invoke, state } = await startManaged()
    const source = `Deno.serve((request) => { if (request.method === 'GET') throw new Error('no such sail'); return new Response('fine') })`
    await deploy('hello', { [index]: source }, open)
    expect((await invoke('hello')).status).toBe(500)
    expect(state.logs.at(-2)).toMatchObject({ source: 'function_logs', attributes: { level: 'error' } })
    expect(state.logs.at(-2)?.message).toContain('no such sail')
    expect(state.logs.at(-1)?.attributes['response.status_code']).toBe('500')
    expect(await (await invoke('hello', { method: 'POST' })).text()).toBe('fine')
  })

  test('whose process ends is started again', async () => {
    const { deploy, invoke } = await startManaged()
    const source = `Deno.serve((request) => request.method === 'GET' ? process.exit(3) : new Response(String(process.pid)))`
    await deploy('hello', { [index]: source }, open)
    const first = await (await invoke('hello', { method: 'POST' })).text()
    expect((await invoke('hello')).status).toBe(500)
    const second = await (await invoke('hello', { method: 'POST' })).text()
    expect(Number(second)).toBeGreaterThan(0)
    expect(second).not.toBe(first)
  })

  test('that cannot start answers 503', async () => {
    const { deploy, invoke } = await startManaged()
    await deploy('hello', { [index]: `throw new Error('out of tar')` }, open)
    const answer = await invoke('hello')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'BOOT_ERROR' })
  })

  test('that never answers is ended', async () => {
    const { deploy, invoke } = await startManaged({ callTimeoutMs: 1500 })
    await deploy('hello', { [index]: 'Deno.serve(() => { for (;;); })' }, open)
    expect((await invoke('hello')).status).toBe(504)
  })

  test('that is replaced has its process ended, and so has one that is deleted', async () => {
    const { deploy, invoke, call } = await startManaged()
    const source = 'Deno.serve(() => new Response(String(process.pid)))'
    await deploy('hello', { [index]: source }, open)
    const first = await (await invoke('hello')).text()
    await deploy('hello', { [index]: `${source} // again` }, open)
    const second = await (await invoke('hello')).text()
    await until(() => !isAlive(first))
    await call('DELETE', '/functions/hello')
    await until(() => !isAlive(second))
    expect((await invoke('hello')).status).toBe(404)
  })

  test('that is replaced finishes the calls that are under way', async () => {
    const { deploy, invoke, state } = await startManaged()
    const source = `Deno.serve(() => { console.log('under way'); return new Promise((done) => setTimeout(() => done(new Response('old')), 300)) })`
    await deploy('hello', { [index]: source }, open)
    const answer = invoke('hello')
    await until(() => state.logs.some(({ message }) => message === 'under way'))
    await deploy('hello', { [index]: `Deno.serve(() => new Response('new'))` }, open)
    expect(await (await invoke('hello')).text()).toBe('new')
    expect(await (await answer).text()).toBe('old')
  })

  test('ends with the stand-in', async () => {
    const { deploy, invoke, stop } = await startManaged()
    await deploy('hello', { [index]: 'Deno.serve(() => new Response(String(process.pid)))' }, open)
    const pid = await (await invoke('hello')).text()
    expect(isAlive(pid)).toBe(true)
    stop()
    await until(() => !isAlive(pid))
  })

  test('ends with the sandbox, even where that is cut off', async () => {
    const sandbox = spawn(process.execPath, ['--input-type=module-typescript', '-e', alone], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void sandbox.kill('SIGKILL'))
    let printed = ''
    sandbox.stdout.on('data', (text) => {
      printed += text
    })
    const pid = await until(() => /^(\d+)\n/.exec(printed)?.[1])
    expect(isAlive(pid)).toBe(true)
    sandbox.kill('SIGKILL')
    await until(() => !isAlive(pid))
  })

  test('answers many callers at once', async () => {
    const { invoke } = await startManaged()
    const answers = await Promise.all(Array.from({ length: 100 }, () => invoke('search?q=rope')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })
})

function isAlive(pid: string): boolean {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch {
    return false
  }
}

const alone = `
import { createRunners } from '${new URL('../../src/sandbox/supabase/runners.ts', import.meta.url)}'
const bytes = new TextEncoder().encode('Deno.serve(() => new Response(String(process.pid)))')
const program = { entrypoint: 'index.ts', importMap: null, files: [{ path: 'index.ts', bytes }], env: {}, fault: { failingShare: 0, slowMs: 0 } }
const request = { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: null }
const runners = createRunners({ timeoutMs: 10_000, said: () => {} })
setInterval(() => {}, 1000)
const answer = await runners.call({ name: 'a', version: '1', program: () => program, request })
process.stdout.write(Buffer.from(answer.body).toString() + '\\n')
`

describe('the gateway', () => {
  test('lets nobody without a valid token in where the function checks it', async () => {
    const { invoke, key, call } = await startManaged()
    const withToken = (token: string) =>
      invoke('checkout', { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect((await invoke('checkout')).status).toBe(401)
    const [head = '', content = '', signature = ''] = (await key()).split('.')
    expect((await withToken('nonsense')).status).toBe(401)
    expect((await withToken(`${head}.${content}.${signature.split('').reverse().join('')}`)).status).toBe(401)
    const forged = Buffer.from('{"role":"service_role","exp":9999999999}').toString('base64url')
    expect((await withToken(`${head}.${forged}.${signature}`)).status).toBe(401)
    expect((await withToken(await key())).status).toBe(200)
    expect((await call('GET', '/functions/nowhere')).status).toBe(404)
  })

  test('knows a session until it expires', async () => {
    const { url, invoke, key, forward } = await startManaged()
    const body = JSON.stringify({ email: 'shopper@harbour.example', password: 'tide-table-7' })
    const signedIn = await fetch(`${url}/projects/harbourgoodsshoplive/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: await key() },
      body,
    })
    const { access_token } = (await signedIn.json()) as { access_token: string }
    const call = async () =>
      (await invoke('checkout', { method: 'POST', headers: { authorization: `Bearer ${access_token}` } }))
        .status
    expect(await call()).toBe(200)
    forward(3_601_000)
    expect(await call()).toBe(401)
  })
})
