import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { program, spawnBot } from '../crash/bot-process.ts'
import { type Finish, openStage, persist, type Stage, until } from '../crash/stage.ts'
import { keysPosted, recorded } from '../crash/told.ts'
import { startFront } from './front.ts'

const signingSecret = 'a-signing-secret-of-this-test'

test('over HTTP, a deployment is asked for, approved and verified by signed requests', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  const { stage } = await openHttpStage(onTestFinished)
  const { slack } = stage.sandbox
  expect(await slack.verifyRequestUrl()).toBe(true)
  const state = async () => (await stage.rows<{ state: string }>('select state from deployments'))[0]?.state
  expect(await slack.person('U0MAYA00001').type('/deploy web production')).toMatchObject({ ok: true })
  await until(async () => (await state()) === 'awaiting-approval' && (await stage.isTold()))
  await persist(
    async () => (await state()) !== 'awaiting-approval',
    async () => slack.person('U0PRIYA0001').click({ in: 'deploys', actionId: 'deployment.approve' }),
  )
  await until(async () => (await state()) === 'verified' && (await stage.isTold()))
  expect(keysPosted(stage.sandbox)).toEqual(['deployment/1/card'])
  expect(slack.person('U0MAYA00001').reads('deploys').join()).toContain('Live and verified')
  expect(recorded(stage.sandbox.vercel)).toEqual(['vercel-deployment', 'vercel-promote'])
})

test('over HTTP, wrong, stale and future signatures are refused, and nothing is done', {
  timeout: 240_000,
}, async ({ onTestFinished }) => {
  const { stage, eventsUrl } = await openHttpStage(onTestFinished)
  const forged: [string, Signed][] = [
    ['another secret', { secret: 'another-secret-of-this-test' }],
    ['six minutes old', { secondsAgo: 360 }],
    ['six minutes ahead', { secondsAgo: -360 }],
    ['a changed body', { sent: command({ user_id: 'U0PRIYA0001' }) }],
    ['no signature', { unsigned: true }],
  ]
  for (const [what, how] of forged) expect([what, (await post(eventsUrl, how)).status]).toEqual([what, 401])
  expect((await post(eventsUrl, {})).status).toBe(200)
  await until(async () => (await stage.rows('select from deployments')).length > 0)
  expect(await stage.rows('select requested_by from deployments')).toEqual([{ requested_by: 'U0MAYA00001' }])
})

async function openHttpStage(finish: Finish): Promise<{ stage: Stage; eventsUrl: string }> {
  const front = await startFront()
  finish(() => front.close())
  const eventsUrl = `${front.url}/slack/events`
  const stage = await openStage(finish, { slack: { httpMode: { requestUrl: eventsUrl, signingSecret } } })
  const { SLACK_APP_TOKEN: _, ...variables } = stage.variables()
  const bot = spawnBot({
    program,
    variables: { ...variables, SLACK_SIGNING_SECRET: signingSecret },
  })
  finish(async () => void (await bot.kill('SIGTERM')))
  front.leadTo(await bot.ready)
  return { stage, eventsUrl }
}

type Signed = { secret?: string; secondsAgo?: number; sent?: string; unsigned?: boolean }

const command = (fields: Record<string, string> = {}): string =>
  new URLSearchParams({
    command: '/deploy',
    text: 'web staging',
    team_id: 'T0HARBOUR01',
    user_id: 'U0MAYA00001',
    channel_id: 'C0DEPLOYS01',
    ...fields,
  }).toString()

/** As Slack signs it, see https://docs.slack.dev/authentication/verifying-requests-from-slack, but for what is given. */
function post(
  url: string,
  { secret = signingSecret, secondsAgo = 0, sent, unsigned }: Signed,
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo)
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${command()}`).digest('hex')
  const signed = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(unsigned ? {} : signed) }
  return fetch(url, { method: 'POST', headers, body: sent ?? command() })
}
