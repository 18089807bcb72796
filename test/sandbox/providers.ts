import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { noFaults } from '../../src/sandbox/faults.ts'
import type { SandboxApp } from '../../src/sandbox/github/access.ts'
import { createGithubStandIn } from '../../src/sandbox/github/stand-in.ts'
import type { Faults } from '../../src/sandbox/slack/protocol.ts'
import { createVercelStandIn } from '../../src/sandbox/vercel/stand-in.ts'

export const githubToken = 'ghp_sandboxsandboxsandbox'
export const vercelToken = 'vercel-sandbox-token'

/** A clock that stands still until told otherwise. */
function stoppedClock(at = '2026-11-20T10:00:00.000Z') {
  let time = Date.parse(at)
  return {
    now: () => new Date(time),
    forward: (ms: number) => {
      time += ms
    },
  }
}

type Options = {
  githubFile?: string
  vercelFile?: string
  app?: SandboxApp
  slowMs?: number
  githubToken?: string
}

/** GitHub and Vercel stand-ins behind a real server on loopback; it ends with the test. */
export async function startProviders(options: Options = {}) {
  const clock = stoppedClock()
  const faults: Faults = { ...noFaults }
  let url = ''
  const shared = { now: clock.now, faults: () => faults }
  const github = createGithubStandIn({
    ...shared,
    token: options.githubToken ?? githubToken,
    file: options.githubFile,
    app: options.app,
    slowMs: options.slowMs ?? 4000,
  })
  const vercel = createVercelStandIn({
    ...shared,
    token: vercelToken,
    file: options.vercelFile,
    slowMs: 500,
    baseUrl: () => url,
    commit: github.commit,
  })
  const app = new Hono()
    .route('/github', github.routes)
    .route('/vercel', vercel.routes)
    .route('/sites', vercel.sites)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  onTestFinished(() => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
  return { url, githubUrl: `${url}/github`, vercelUrl: `${url}/vercel`, clock, faults, github, vercel }
}
