import { expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/world.ts'
import { deploys, maya, startWorld, tomas } from './slack-world.ts'

const key = 'incident:3:channel'
const wanted = { name: 'inc-3-checkout-returns-500s' }

const channelsOf = ({ slack }: Sandbox) => slack.state.channels.map(({ name }) => name)
const channelNamed = ({ slack }: Sandbox, name: string) =>
  slack.state.channels.find((one) => one.name === name)

it('opens a channel and sees it afterwards', async () => {
  const { slack, sandbox } = await startWorld()
  expect(await slack.chat.createChannel.observe(key, wanted, null)).toEqual({ seen: 'absent' })
  const made = await slack.chat.createChannel.perform(key, wanted)
  expect(made).toMatchObject({ seen: 'done', outcome: wanted })
  expect(await slack.chat.createChannel.observe(key, wanted, null)).toEqual(made)
  expect(channelsOf(sandbox)).toContain(wanted.name)
})

it('recognises the channel it opened when the answer was lost, and opens no second one', async () => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failAfterActing('conversations.create')
  await expect(slack.chat.createChannel.perform(key, wanted)).rejects.toMatchObject({ isUncertain: true })
  const seen = await slack.chat.createChannel.observe(key, wanted, null)
  expect(seen).toMatchObject({ seen: 'done', outcome: wanted })
  expect(await slack.chat.createChannel.perform(key, wanted)).toEqual(seen)
  expect(channelsOf(sandbox).filter((name) => name.startsWith('inc-3'))).toEqual([wanted.name])
})

it('takes another name where somebody else has that one', async () => {
  const { slack, sandbox } = await startWorld()
  await slack.chat.createChannel.perform(key, wanted)
  const theirs = channelNamed(sandbox, wanted.name)
  if (theirs) theirs.creator = tomas
  expect(await slack.chat.createChannel.observe(key, wanted, null)).toEqual({ seen: 'absent' })
  const made = await slack.chat.createChannel.perform(key, wanted)
  expect(made).toMatchObject({ seen: 'done', outcome: { name: `${wanted.name}-2` } })
  expect(await slack.chat.createChannel.observe(key, wanted, null)).toEqual(made)
})

it('takes another name where the channel is its own but already in use', async () => {
  const { slack } = await startWorld()
  const made = await slack.chat.createChannel.perform(key, wanted)
  if (made.seen !== 'done') throw new Error('The channel was not opened')
  await slack.chat.setTopic(made.outcome.channel, 'An earlier incident')
  const second = await slack.chat.createChannel.perform(key, wanted)
  expect(second).toMatchObject({ seen: 'done', outcome: { name: `${wanted.name}-2` } })
})

it('takes another name where the channel is its own but from long ago', async () => {
  const { slack, sandbox } = await startWorld()
  await slack.chat.createChannel.perform(key, wanted)
  const old = channelNamed(sandbox, wanted.name)
  if (old) old.createdAt -= 2 * 24 * 3600
  const second = await slack.chat.createChannel.perform(key, wanted)
  expect(second).toMatchObject({ seen: 'done', outcome: { name: `${wanted.name}-2` } })
})

it('cuts a name at 80 characters, its number included', async () => {
  const { slack, sandbox } = await startWorld()
  const name = `inc-3-${'x'.repeat(100)}`
  const first = await slack.chat.createChannel.perform(key, { name })
  expect(first).toMatchObject({ outcome: { name: name.slice(0, 80) } })
  const theirs = channelNamed(sandbox, name.slice(0, 80))
  if (theirs) theirs.creator = tomas
  const second = await slack.chat.createChannel.perform(key, { name })
  expect(second).toMatchObject({ outcome: { name: `${name.slice(0, 78)}-2` } })
})

it('gives up with a sentence when nine names are taken', async () => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failNext('conversations.create', 'name_taken', 9)
  const made = await slack.chat.createChannel.perform(key, wanted)
  expect(made).toMatchObject({ seen: 'failed', reason: expect.stringContaining('and so on up to') })
})

it('fails for good where the workspace forbids channels, and waits for a new token where that expired', async () => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failNext('conversations.create', 'restricted_action')
  const forbidden = await slack.chat.createChannel.perform(key, wanted)
  expect(forbidden).toMatchObject({ seen: 'failed', reason: expect.stringContaining('ask an admin') })
  sandbox.slack.failNext('conversations.create', 'token_expired')
  await expect(slack.chat.createChannel.perform(key, wanted)).rejects.toMatchObject({ code: 'token_expired' })
})

it('sets a topic of at most 250 characters, pins once, and links to messages', async () => {
  const { slack, sandbox } = await startWorld()
  await slack.chat.setTopic(deploys, 'y'.repeat(300))
  const channel = () => channelNamed(sandbox, 'deploys')
  expect(channel()?.topic).toBe(`${'y'.repeat(249)}…`)
  await sandbox.slack.person(maya).say('It is DNS')
  const ts = sandbox.slack.person(maya).sees(deploys)[0]?.ts ?? ''
  await slack.chat.pin(deploys, ts)
  await slack.chat.pin(deploys, ts)
  expect(channel()?.pins).toEqual([ts])
  expect(await slack.chat.permalink(deploys, ts)).toContain(ts.replace('.', ''))
})

it('invites everybody it can and names the others with Slack’s reason', async () => {
  const { slack, sandbox } = await startWorld()
  const made = await slack.chat.createChannel.perform(key, wanted)
  if (made.seen !== 'done') throw new Error('The channel was not opened')
  const { channel } = made.outcome
  expect(await slack.chat.invite(channel, [maya])).toEqual([])
  const refused = await slack.chat.invite(channel, [maya, 'U0NOBODY001', tomas, tomas])
  expect(refused).toEqual([{ user: 'U0NOBODY001', because: 'Slack knows no such person.' }])
  expect(channelNamed(sandbox, wanted.name)?.members).toEqual(expect.arrayContaining([maya, tomas]))
  expect(await slack.chat.invite(channel, [])).toEqual([])
})

it('throws where nobody can be invited at all', async () => {
  const { slack } = await startWorld()
  await expect(slack.chat.invite('C0NOWHERE01', [maya])).rejects.toMatchObject({ code: 'channel_not_found' })
})
