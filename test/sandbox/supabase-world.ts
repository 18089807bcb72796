import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { noFaults } from '../../src/sandbox/faults.ts'
import type { Faults } from '../../src/sandbox/slack/protocol.ts'
import { createSupabaseStandIn, type SupabaseStandInOptions } from '../../src/sandbox/supabase/stand-in.ts'
import { projectRefs } from '../../src/sandbox/supabase/world.ts'

export const supabaseToken = `sbp_${'0123456789'.repeat(4)}`
export const live = projectRefs.production

type Options = Partial<SupabaseStandInOptions>

/** The Supabase stand-in behind a real server on loopback; it ends with the test, and the functions' processes too. */
export async function startSupabase(options: Options = {}) {
  let time = Date.parse('2026-11-20T10:00:00.000Z')
  const faults: Faults = { ...noFaults }
  let url = ''
  const supabase = createSupabaseStandIn({
    now: () => new Date(time),
    faults: () => faults,
    token: supabaseToken,
    gatewayUrl: () => `${url}/projects`,
    ...options,
  })
  const app = new Hono().route('/supabase', supabase.routes).route('/projects', supabase.functions)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const stop = () => {
    supabase.close()
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
  onTestFinished(stop)
  const forward = (ms: number) => {
    time += ms
  }
  return { ...supabase, url, apiUrl: `${url}/supabase`, faults, forward, stop, now: () => new Date(time) }
}

export type World = Awaited<ReturnType<typeof startSupabase>>

const encoder = new TextEncoder()

export const filesOf = (texts: Record<string, string>) =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: encoder.encode(text) }))

/** The Management API as its clients call it. */
export function managementOf(world: World) {
  const base = `${world.apiUrl}/v1/projects/${live}`
  const call = (method: string, path: string, init: RequestInit = {}) =>
    fetch(base + path, {
      ...init,
      method,
      headers: { ...init.headers, authorization: `Bearer ${supabaseToken}` },
    })
  const deploy = (slug: string, texts: Record<string, string>, more: object = {}, query = '') => {
    const form = new FormData()
    const metadata = { name: slug, entrypoint_path: `supabase/functions/${slug}/index.ts`, ...more }
    form.set('metadata', JSON.stringify(metadata))
    for (const { path, bytes } of filesOf(texts)) form.append('file', new Blob([bytes]), path)
    return call('POST', `/functions/deploy?slug=${slug}${query}`, { body: form })
  }
  const invoke = (slug: string, init: RequestInit = {}) =>
    fetch(`${world.url}/projects/${live}/functions/v1/${slug}`, init)
  const key = async () => {
    const keys = (await (await call('GET', '/api-keys?reveal=true')).json()) as {
      name: string
      api_key: string
    }[]
    return keys.find(({ name }) => name === 'anon')?.api_key ?? ''
  }
  return { call, deploy, invoke, key }
}

export type Listed = {
  slug: string
  version: number
  ezbr_sha256: string
  verify_jwt: boolean
  updated_at: number
}

/** The stand-in with its API at hand, and what is listed and was done. */
export async function startManaged(options: Options = {}) {
  const world = await startSupabase(options)
  const management = managementOf(world)
  const listed = async () => (await (await management.call('GET', '/functions')).json()) as Listed[]
  const live = async (slug: string) => (await listed()).find((one) => one.slug === slug)
  const acts = () => world.records.map(({ act, detail }) => `${act} ${detail.slug}@${detail.version}`)
  return { ...world, ...management, listed, live, acts }
}

export const path = (slug: string) => `supabase/functions/${slug}/index.ts`
export const saying = (text: string) => `Deno.serve(() => new Response('${text}'))`
export const said = async (response: Response) =>
  `${response.status} ${((await response.json()) as { message: string }).message}`
