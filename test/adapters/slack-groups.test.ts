import type { FetchFunction } from '@slack/web-api'
import { expect, it } from 'vitest'
import { maya, startWorld, tomas } from './slack-world.ts'

const approvers = 'S0APPROVERS'
const priya = 'U0PRIYA0001'

/** A world with a clock of its own that counts how often Slack is asked for members. */
async function groupWorld() {
  const clock = { at: Date.parse('2026-11-20T10:00:00Z') }
  let asked = 0
  const counted: FetchFunction = (url, init) => {
    if (String(url).includes('usergroups.users.list')) asked += 1
    return fetch(url, init)
  }
  const world = await startWorld({ slack: { now: () => new Date(clock.at), fetch: counted } })
  const { chat } = world.slack
  return { ...world, chat, clock, asked: () => asked }
}

it('asks Slack once for people who click at the same moment, and again after a minute', async () => {
  const { chat, clock, asked, sandbox } = await groupWorld()
  const [first, second] = await Promise.all([chat.groupMembers(approvers), chat.groupMembers(approvers)])
  expect(first).toEqual([tomas, priya])
  expect(second).toEqual(first)
  clock.at += 59_000
  await chat.groupMembers(approvers)
  expect(asked()).toBe(1)
  const group = sandbox.slack.state.groups.find(({ id }) => id === approvers)
  if (group) group.users = [priya]
  clock.at += 1000
  expect(await chat.groupMembers(approvers)).toEqual([priya])
  expect(asked()).toBe(2)
})

it('knows at once that somebody lost the group when Slack says so', async () => {
  const { chat, sandbox } = await groupWorld()
  expect(await chat.groupMembers(approvers)).toContain(tomas)
  await sandbox.slack.setGroupMembers(approvers, [priya])
  expect(await chat.groupMembers(approvers)).toEqual([priya])
})

it('throws while Slack does not say who is in a group, and asks again the next time', async () => {
  const { chat, sandbox } = await groupWorld()
  sandbox.slack.failNext('usergroups.users.list', '429')
  await expect(chat.groupMembers(approvers)).rejects.toMatchObject({ code: 'ratelimited' })
  expect(await chat.groupMembers(approvers)).toContain(tomas)
})

it('does not let a caller change what is remembered', async () => {
  const { chat } = await groupWorld()
  const members = await chat.groupMembers(approvers)
  members.push(maya)
  expect(await chat.groupMembers(approvers)).not.toContain(maya)
})

it('says which setting names a group that Slack does not know', async () => {
  const { chat } = await groupWorld()
  await expect(chat.groupMembers('S0NOSUCH001')).rejects.toMatchObject({
    message: expect.stringContaining('pilothouse.yml'),
    isRetryable: false,
  })
})
