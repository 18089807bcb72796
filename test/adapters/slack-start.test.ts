import { expect, it, onTestFinished } from 'vitest'
import { startSlack } from '../../src/adapters/slack/start.ts'
import { startSandbox } from '../../src/sandbox/world.ts'
import {
  connectionTo,
  deploys,
  listeningLog,
  maya,
  nothing,
  replying,
  seenOnce,
  startSlackSandbox,
  startWorld,
  textOf,
  until,
} from './slack-world.ts'

const common = () => ({
  ...listeningLog(),
  respond: async () => nothing,
  seen: seenOnce(),
  now: () => new Date(),
  newRequestId: () => 'req',
})

it('knows its workspace and itself once Slack has answered', async () => {
  const { slack } = await startWorld()
  expect(slack.identity()).toMatchObject({
    team: 'T0HARBOUR01',
    botUser: 'U0PILOTBOT1',
    botId: 'B0PILOTBOT1',
  })
  expect(slack.trouble()).toBeUndefined()
  expect(slack.receive).toBeUndefined()
})

it('refuses to start with a wrong bot token, in one sentence without the token', async () => {
  const sandbox = await startSlackSandbox()
  const botToken = 'xoxb-wrong-0123456789'
  const failure = startSlack({ ...common(), ...connectionTo(sandbox), botToken })
  await expect(failure).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('set SLACK_BOT_TOKEN'),
  })
  await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining(botToken) })
})

it('refuses to start with a wrong app token, and names that one', async () => {
  const sandbox = await startSlackSandbox()
  const mode = { kind: 'socket', appToken: 'xapp-wrong-0123456789' } as const
  await expect(startSlack({ ...common(), ...connectionTo(sandbox), mode })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('SLACK_APP_TOKEN'),
  })
})

it('refuses to start with an expired bot token', async () => {
  const sandbox = await startSlackSandbox()
  sandbox.slack.failNext('auth.test', 'token_expired')
  await expect(startSlack({ ...common(), ...connectionTo(sandbox) })).rejects.toMatchObject({
    message: expect.stringContaining('The bot token has expired'),
  })
})

it('goes on without Slack while it is away at the start, and connects when it is back', async () => {
  const { sandbox, slack, logged } = await startWorld({
    failing: [
      ['auth.test', '429'],
      ['apps.connections.open', 'service_unavailable'],
    ],
    respond: () => replying('Back again.'),
  })
  expect(slack.trouble()).toContain('Slack is limiting')
  expect(textOf(logged)).toContain('goes on without it and keeps trying')
  await until(() => slack.trouble() === undefined, 'the connection', 10_000)
  await sandbox.slack.person(maya).type('/status')
  await until(() => sandbox.slack.person(maya).reads(deploys).at(-1)?.includes('Back again.'), 'an answer')
})

it('takes up the connection again when Slack asks for a fresh one', async () => {
  const { sandbox, logged } = await startWorld({ respond: () => replying('Still here.') })
  const connections = () => textOf(logged).split('Slack is connected').length
  const before = connections()
  sandbox.slack.refreshConnections()
  await until(() => connections() > before, 'the new connection')
  await sandbox.slack.person(maya).type('/status')
  await until(() => sandbox.slack.person(maya).reads(deploys).at(-1)?.includes('Still here.'), 'an answer')
})

it('outlives Slack going down and coming back at the same address', async () => {
  const first = await startSandbox({ port: 0 })
  const { tokens } = first.slack.state
  const port = Number(new URL(first.url).port)
  const parts = common()
  const slack = await startSlack({ ...parts, ...connectionTo(first) })
  onTestFinished(() => slack.stop())
  await first.close()
  await until(() => slack.trouble() !== undefined, 'the loss')
  const second = await startSandbox({ port })
  onTestFinished(() => second.close())
  Object.assign(second.slack.state.tokens, tokens)
  await until(() => slack.trouble() === undefined, 'the new connection', 10_000)
  expect(second.slack.isConnected()).toBe(true)
})

it('lets what was begun end before it hangs up', async () => {
  const slow = Promise.withResolvers<void>()
  const { sandbox, slack, heard } = await startWorld({
    respond: async () => {
      await slow.promise
      return replying('Just in time.')
    },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  await until(() => heard[0], 'the request')
  const stopping = slack.stop()
  slow.resolve()
  await stopping
  expect(person.reads(deploys).at(-1)).toContain('Just in time.')
  await until(() => !sandbox.slack.isConnected(), 'the end of the connection')
})

it('starts without waiting long for a Slack that is silent, and stops without waiting either', async () => {
  const sandbox = await startSlackSandbox()
  sandbox.faults.slackSilent = true
  const parts = common()
  const began = performance.now()
  const slack = await startSlack({ ...parts, ...connectionTo(sandbox), timeoutMs: 60_000, patienceMs: 200 })
  expect(slack.trouble()).toBe('Slack is not connected yet.')
  expect(textOf(parts.logged)).toContain('goes on without it and keeps trying')
  await slack.stop()
  expect(performance.now() - began).toBeLessThan(2000)
})
