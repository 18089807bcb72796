import { expect, it } from 'vitest'
import type { Message } from '../../src/domain/message.ts'
import { openManifest, readManifest } from '../../src/sandbox/slack/manifest.ts'
import { deploys, maya, startWorld, tomas } from './slack-world.ts'

const manifest = readManifest(new URL('../../manifest.yml', import.meta.url))
const since = new Date(0)

const nudge: Extract<Message, { purpose: 'update-nudge' }> = {
  purpose: 'update-nudge',
  incidentId: 3,
  title: 'checkout returns 500s',
  dueAt: new Date('2026-11-20T10:15:00Z'),
  commander: maya,
  channel: deploys,
  standing: { is: 'owed' },
}

it('needs no permission that manifest.yml does not ask for', async () => {
  const { slack, logged } = await startWorld({ sandbox: { slack: { manifest } } })
  const { chat } = slack
  const made = await chat.createChannel.perform('key', { name: 'inc-3-checkout' })
  if (made.seen !== 'done') throw new Error('The channel was not opened')
  const { channel } = made.outcome
  expect(await chat.createChannel.observe('key', { name: 'inc-3-checkout' }, null)).toEqual(made)
  const { ts, hash } = await chat.post(channel, 'card', nudge)
  expect(await chat.find(channel, 'card', since)).toEqual({ ts })
  await chat.update(channel, ts, { ...nudge, title: 'payments' }, hash)
  await chat.setTopic(channel, 'checkout returns 500s')
  await chat.pin(channel, ts)
  await chat.permalink(channel, ts)
  expect(await chat.invite(channel, [maya, tomas])).toEqual([])
  expect(await chat.groupMembers('S0APPROVERS')).toContain(tomas)
  await chat.post(maya, 'dm', nudge)
  expect(logged.filter(({ level }) => level !== 'info')).toEqual([])
})

it('finds nothing where it may not read, and says so in the log, since no message is worse than a second one', async () => {
  const scopes = openManifest.scopes.filter((scope) => scope !== 'im:history')
  const { slack, logged } = await startWorld({ sandbox: { slack: { scopes } } })
  await slack.chat.post(maya, 'dm', nudge)
  expect(await slack.chat.find(maya, 'dm', since)).toBeNull()
  expect(logged.map(({ message }) => message)).toContain(
    'Pilothouse may not read this channel, so it cannot look for a message',
  )
})
