import { expect, it } from 'vitest'
import type { Message } from '../../src/domain/message.ts'
import { deploys, maya, nothing, startWorld, tomas } from './slack-world.ts'

const nudge = (title: string): Message => ({
  purpose: 'update-nudge',
  incidentId: 3,
  title,
  dueAt: new Date('2026-11-20T10:15:00Z'),
  commander: maya,
  channel: deploys,
  standing: { is: 'owed' },
})

const anHourAgo = () => new Date(Date.now() - 3_600_000)

it('posts a message with its key, and finds it by that key', async () => {
  const { slack, sandbox } = await startWorld()
  const { ts } = await slack.chat.post(deploys, 'incident:3:nudge:1', nudge('checkout returns 500s'))
  await slack.chat.post(deploys, 'incident:3:nudge:2', nudge('checkout returns 500s'))
  expect(sandbox.slack.person(maya).reads(deploys)[0]).toContain('checkout returns 500s')
  expect(await slack.chat.find(deploys, 'incident:3:nudge:1', anHourAgo())).toEqual({ ts })
  expect(await slack.chat.find(deploys, 'incident:3:nudge:3', anHourAgo())).toBeNull()
})

it('finds a message behind many others', async () => {
  const { slack, sandbox } = await startWorld()
  const { ts } = await slack.chat.post(deploys, 'first', nudge('checkout'))
  for (let count = 0; count < 450; count += 1) await sandbox.slack.person(tomas).say(`still slow ${count}`)
  expect(await slack.chat.find(deploys, 'first', anHourAgo())).toEqual({ ts })
})

it('finds nothing that was posted long before', async () => {
  const { slack } = await startWorld()
  await slack.chat.post(deploys, 'old', nudge('checkout'))
  expect(await slack.chat.find(deploys, 'old', new Date(Date.now() + 3_600_000))).toBeNull()
})

it('sends a message once when the answer is lost, says that this is uncertain, and then finds it', async () => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failAfterActing('chat.postMessage')
  const posting = slack.chat.post(deploys, 'card:1', nudge('checkout'))
  await expect(posting).rejects.toMatchObject({ service: 'Slack', isUncertain: true, isRetryable: true })
  expect(sandbox.slack.person(maya).reads(deploys)).toHaveLength(1)
  const [message] = sandbox.slack.person(maya).sees(deploys)
  expect(await slack.chat.find(deploys, 'card:1', anHourAgo())).toEqual({ ts: message?.ts })
})

it('writes to a person directly, and edits and finds that message', async () => {
  const { slack, sandbox } = await startWorld()
  const { ts, hash } = await slack.chat.post(maya, 'dm:1', nudge('checkout'))
  expect(await slack.chat.find(maya, 'dm:1', anHourAgo())).toEqual({ ts })
  await slack.chat.update(maya, ts, nudge('payments'), hash)
  expect(sandbox.slack.person(maya).reads('pilothouse').at(-1)).toContain('payments')
})

it('answers at a response URL, where nothing can be found or edited later', async () => {
  const { slack, sandbox, heard } = await startWorld({ respond: () => nothing })
  await sandbox.slack.person(maya).type('/status')
  const url = heard[0]?.invoker.responseUrl ?? ''
  expect(await slack.chat.post(url, 'answer:1', nudge('checkout'))).toMatchObject({ ts: 'answered' })
  expect(sandbox.slack.person(maya).reads(deploys).at(-1)).toContain('checkout')
  expect(sandbox.slack.person(tomas).reads(deploys)).toEqual([])
  expect(await slack.chat.find(url, 'answer:1', anHourAgo())).toBeNull()
})

it('says in words that a response URL is used up, without naming it', async () => {
  const { slack, sandbox, heard } = await startWorld({ respond: () => nothing })
  await sandbox.slack.person(maya).type('/status')
  const url = heard[0]?.invoker.responseUrl ?? ''
  for (let use = 0; use < 5; use += 1) await slack.chat.post(url, `answer:${use}`, nudge('checkout'))
  const failure = await slack.chat.post(url, 'answer:6', nudge('checkout')).catch((error: unknown) => error)
  expect(failure).toMatchObject({ isRetryable: false })
  expect(String(failure)).not.toContain(url)
})

it('edits a message only where a reader would see a difference', async () => {
  const { slack, sandbox } = await startWorld()
  const { ts, hash } = await slack.chat.post(deploys, 'card:1', nudge('checkout'))
  const edits = () => sandbox.slack.records.filter(({ act }) => act === 'chat.update').length
  expect(await slack.chat.update(deploys, ts, nudge('checkout'), hash)).toEqual({ hash })
  expect(edits()).toBe(0)
  const edited = await slack.chat.update(deploys, ts, nudge('payments'), hash)
  expect(edits()).toBe(1)
  expect(edited.hash).not.toBe(hash)
  expect(sandbox.slack.person(maya).reads(deploys)).toHaveLength(1)
  expect(sandbox.slack.person(maya).reads(deploys)[0]).toContain('payments')
})

it.each([
  [
    'not_in_channel',
    `Pilothouse is not in <#${deploys}>: invite it with \`/invite @pilothouse\`.`,
    false,
    false,
  ],
  ['is_archived', `<#${deploys}> is archived`, false, false],
  ['token_expired', 'The bot token has expired', true, false],
  ['internal_error', 'Slack had an error of its own.', true, true],
  ['service_unavailable', 'Slack is not available at the moment.', true, false],
  ['some_new_code', 'Slack refused with `some_new_code`.', false, false],
])('puts %s into words, and says whether to try again', async (code, words, isRetryable, isUncertain) => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failNext('chat.postMessage', code)
  const failure = slack.chat.post(deploys, 'card:1', nudge('checkout'))
  await expect(failure).rejects.toMatchObject({
    ...{ service: 'Slack', code, isRetryable, isUncertain },
    message: expect.stringContaining(words),
  })
})

it('says how long Slack asks to wait', async () => {
  const { slack, sandbox } = await startWorld()
  sandbox.slack.failNext('chat.postMessage', '429')
  await expect(slack.chat.post(deploys, 'card:1', nudge('checkout'))).rejects.toMatchObject({
    ...{ code: 'ratelimited', isRetryable: true, isUncertain: false, retryAfterMs: 1000 },
  })
})

it('gives up on a silent Slack in time, not knowing what became of the message', async () => {
  const { slack, sandbox } = await startWorld({ slack: { timeoutMs: 100 } })
  sandbox.slack.failNext('chat.postMessage', 'silence')
  await expect(slack.chat.post(deploys, 'card:1', nudge('checkout'))).rejects.toMatchObject({
    ...{ code: 'timeout', isRetryable: true, isUncertain: true, message: 'Slack did not answer in time.' },
  })
})

it('is certain that nothing was sent where Slack cannot be reached at all', async () => {
  const { slack, sandbox } = await startWorld({ mode: 'http' })
  await sandbox.close()
  await expect(slack.chat.post(deploys, 'card:1', nudge('checkout'))).rejects.toMatchObject({
    ...{ code: 'unreachable', isRetryable: true, isUncertain: false },
  })
})
