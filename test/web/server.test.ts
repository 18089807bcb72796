import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Checks } from '../../src/web/health.ts'
import { webRoutes } from '../../src/web/routes.ts'
import { startServer } from '../../src/web/server.ts'
import { silentLog } from '../silent-log.ts'

const well = async () => undefined
const allWell: Checks = { database: well, slack: well, jobs: well }

type Parts = Partial<Parameters<typeof webRoutes>[0]>

async function start(parts: Parts = {}) {
  const routes = webRoutes({ checks: allWell, log: silentLog, ...parts })
  const server = await startServer({ host: '127.0.0.1', port: 0, routes })
  onTestFinished(() => server.stop(0))
  return server
}

it('reports good health', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/healthz`)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok', checks: { database: 'ok', slack: 'ok', jobs: 'ok' } })
})

it('fails while the database is away, with the reason', async () => {
  const { url } = await start({ checks: { ...allWell, database: async () => 'Postgres does not answer.' } })
  const response = await fetch(`${url}/healthz`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({
    status: 'failing',
    checks: { database: 'Postgres does not answer.', slack: 'ok' },
  })
})

it('is degraded but up while Slack is away, since a restart would not help', async () => {
  const { url } = await start({ checks: { ...allWell, slack: async () => 'Slack could not be reached.' } })
  const response = await fetch(`${url}/healthz`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    status: 'degraded',
    checks: { slack: 'Slack could not be reached.' },
  })
})

it('fails, without the cause, when a check throws', async () => {
  const broken = async () => {
    throw new Error('password authentication failed for user "pilothouse"')
  }
  const { url } = await start({ checks: { ...allWell, jobs: broken } })
  const response = await fetch(`${url}/healthz`)
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('password')
})

it('does not wait longer than 2 s for a check', async () => {
  const { url } = await start({ checks: { ...allWell, database: () => new Promise(() => {}) } })
  const began = performance.now()
  const response = await fetch(`${url}/healthz`)
  expect(performance.now() - began).toBeLessThan(3000)
  expect(await response.json()).toMatchObject({ checks: { database: 'It did not answer within 2 s.' } })
})

it('protects every answer with security headers', async () => {
  const { url } = await start()
  for (const path of ['/healthz', '/nothing-here']) {
    const { headers } = await fetch(`${url}${path}`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  }
})

it('hands Slack’s requests on with their body untouched, and has no such address without HTTP mode', async () => {
  const withSlack = await start({
    slackEvents: async (request) => new Response(`got ${await request.text()}`),
  })
  const sent = { method: 'POST', body: 'payload=%7B%7D&x=é' }
  expect(await (await fetch(`${withSlack.url}/slack/events`, sent)).text()).toBe('got payload=%7B%7D&x=é')
  const without = await start()
  expect((await fetch(`${without.url}/slack/events`, sent)).status).toBe(404)
})

it('says nothing of an error’s cause to the outside, and logs it', async () => {
  const causes: unknown[] = []
  const log = { ...silentLog, error: (facts: object) => void causes.push(facts) }
  const { url } = await start({
    log,
    slackEvents: async () => {
      throw new Error('secret cause')
    },
  })
  const response = await fetch(`${url}/slack/events`, { method: 'POST', body: '' })
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('Pilothouse had an error of its own.\n')
  expect(causes).toMatchObject([{ err: { message: 'secret cause' }, path: '/slack/events' }])
})

it('names PORT when the port is taken', async () => {
  const taken = createServer()
  await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void taken.close())
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const routes = webRoutes({ checks: allWell, log: silentLog })
  await expect(startServer({ host: '127.0.0.1', port, routes })).rejects.toMatchObject({
    name: 'StartupError',
    message: `Port ${port} on 127.0.0.1 is already in use: set PORT to a free one, or end the program that uses it.`,
  })
})

it('names HOST when the address is not this machine’s', async () => {
  const routes = webRoutes({ checks: allWell, log: silentLog })
  await expect(startServer({ host: '203.0.113.7', port: 0, routes })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('set HOST'),
  })
})

it('finishes what is under way when it stops, and takes nothing new', async () => {
  const slow = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const { url, stop } = await start({
    slackEvents: async () => {
      arrived.resolve()
      await slow.promise
      return new Response('done')
    },
  })
  const asking = fetch(`${url}/slack/events`, { method: 'POST', body: '' })
  await arrived.promise
  const stopping = stop()
  slow.resolve()
  expect(await (await asking).text()).toBe('done')
  await stopping
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})
