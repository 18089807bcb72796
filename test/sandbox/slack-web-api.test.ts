import { expect, test } from 'vitest'
import { client, deploys, maya, openSandbox, refusal, tomas } from './slack-app.ts'

test('a post keeps its metadata, and history gives it back between two times', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const metadata = { event_type: 'card', event_payload: { key: 'deployment-3' } }
  const first = await slack.chat.postMessage({ channel: deploys, text: 'one', metadata })
  const second = await slack.chat.postMessage({ channel: deploys, text: 'two' })
  await slack.chat.postMessage({ channel: deploys, text: 'reply', thread_ts: first.ts })
  const oldest = { channel: deploys, oldest: first.ts ?? '', include_all_metadata: true }

  const after = await slack.conversations.history(oldest)
  expect(after.messages?.map(({ text }) => text)).toEqual(['two'])
  const from = await slack.conversations.history({ ...oldest, inclusive: true })
  expect(from.messages?.map(({ text }) => text)).toEqual(['two', 'one'])
  expect(from.messages?.[1]?.metadata).toEqual(metadata)
  const plain = await slack.conversations.history({ channel: deploys, latest: second.ts ?? '', limit: 1 })
  expect(plain.messages?.map(({ text, metadata: kept }) => [text, kept])).toEqual([['one', undefined]])
  const thread = await slack.conversations.replies({ channel: deploys, ts: first.ts ?? '' })
  expect(thread.messages?.map(({ text }) => text)).toEqual(['one', 'reply'])
  expect(sandbox.slack.records[0]).toMatchObject({ act: 'chat.postMessage', key: 'deployment-3' })
})

test('history comes in pages', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  for (const text of ['1', '2', '3']) await slack.chat.postMessage({ channel: deploys, text })
  const first = await slack.conversations.history({ channel: deploys, limit: 2 })
  const cursor = first.response_metadata?.next_cursor ?? ''
  const second = await slack.conversations.history({ channel: deploys, limit: 2, cursor })
  expect([first, second].map((page) => page.messages?.map(({ text }) => text))).toEqual([['3', '2'], ['1']])
  expect([first.has_more, second.has_more]).toEqual([true, false])
})

test('a permalink leads to the channel in the web client', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const { ts = '' } = await slack.chat.postMessage({ channel: deploys, text: 'here' })
  const { permalink = '' } = await slack.chat.getPermalink({ channel: deploys, message_ts: ts })
  expect(permalink).toBe(`${sandbox.url}/archives/${deploys}/p${ts.replace('.', '')}`)
  const answer = await fetch(permalink, { redirect: 'manual' })
  expect(answer.headers.get('location')).toBe(`/#channel=${deploys}`)
})

test('an update with text alone drops the blocks', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Deploying' } }]
  const { ts = '' } = await slack.chat.postMessage({ channel: deploys, text: 'Deploying', blocks })
  expect(sandbox.slack.person(maya).reads(deploys)).toEqual(['Deploying'])
  const { message } = await slack.chat.update({ channel: deploys, ts, text: 'Done' })
  expect(message).not.toHaveProperty('blocks')
  expect(sandbox.slack.person(maya).sees(deploys)[0]).toMatchObject({ text: 'Done' })
})

test('a post to a person goes to their direct channel', async () => {
  const sandbox = await openSandbox()
  const { channel } = await client(sandbox).chat.postMessage({ channel: maya, text: 'psst' })
  expect(channel).toMatch(/^D/)
  expect(sandbox.slack.person(maya).reads('pilothouse')).toEqual(['psst'])
})

test('an ephemeral message is seen by one person', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const { message_ts: ts = '' } = await slack.chat.postEphemeral({
    channel: deploys,
    user: maya,
    text: 'for you',
  })
  expect(sandbox.slack.person(maya).reads(deploys)).toEqual(['for you'])
  expect(sandbox.slack.person(tomas).reads(deploys)).toEqual([])
  expect((await slack.conversations.history({ channel: deploys })).messages).toEqual([])
  expect(await refusal(slack.chat.update({ channel: deploys, ts, text: 'no' }))).toBe('message_not_found')
})

test.each([
  ['', 'invalid_name_required'],
  ['x'.repeat(81), 'invalid_name_maxlength'],
  ['Inc 3', 'invalid_name_specials'],
  ['--', 'invalid_name_punctuation'],
  ['deploys', 'name_taken'],
])('a channel named "%s" is refused with %s', async (name, error) => {
  const sandbox = await openSandbox()
  expect(await refusal(client(sandbox).conversations.create({ name }))).toBe(error)
})

test('an incident channel is made, filled, pinned to, and archived', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const created = await slack.conversations.create({ name: 'inc-3-checkout' })
  const channel = created.channel?.id ?? ''
  const users = `${maya},U0NOBODY001`
  expect(await refusal(slack.conversations.invite({ channel, users }))).toBe('user_not_found')
  await slack.conversations.invite({ channel, users, force: true })
  expect((await slack.conversations.members({ channel })).members).toEqual(['U0PILOTBOT1', maya])
  await slack.conversations.setTopic({ channel, topic: 'P0' })
  const { ts = '' } = await slack.chat.postMessage({ channel, text: 'card' })
  await slack.pins.add({ channel, timestamp: ts })
  expect(await refusal(slack.pins.add({ channel, timestamp: ts }))).toBe('already_pinned')
  await slack.bookmarks.add({ channel_id: channel, type: 'link', title: 'Runbook', link: 'https://x.test/r' })
  await slack.conversations.archive({ channel })
  expect(await refusal(slack.chat.postMessage({ channel, text: 'late' }))).toBe('is_archived')
  expect((await sandbox.slack.person(maya).say('late', { in: channel })).trouble).toContain('archived')
})

test('what the app may not do is refused by name', async () => {
  const sandbox = await openSandbox({ slack: { scopes: ['chat:write', 'channels:manage', 'channels:read'] } })
  const slack = client(sandbox)
  const { tokens } = sandbox
  expect(await refusal(slack.users.info({ user: maya }))).toBe('missing_scope')
  expect(await refusal(slack.apiCall('chat.postMesage'))).toBe('unknown_method')
  expect(await refusal(client(sandbox, 'xoxb-wrong').auth.test())).toBe('invalid_auth')
  expect(await refusal(client(sandbox, tokens.slack.app).auth.test())).toBe('not_allowed_token_type')
  expect(await refusal(slack.apps.connections.open({}))).toBe('not_allowed_token_type')
  expect(await refusal(slack.chat.postMessage({ channel: 'C0NOWHERE01', text: 'a' }))).toBe(
    'channel_not_found',
  )
  expect(await refusal(slack.chat.postMessage({ channel: deploys, text: '' }))).toBe('no_text')
  expect(await refusal(slack.chat.postMessage({ channel: deploys, text: 'x'.repeat(40_001) }))).toBe(
    'msg_too_long',
  )
  await slack.conversations.leave({ channel: deploys })
  expect(await refusal(slack.chat.postMessage({ channel: deploys, text: 'a' }))).toBe('not_in_channel')
})

test('a block over its limit is refused with the place where it stands', async () => {
  const sandbox = await openSandbox()
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
  const call = client(sandbox).chat.postMessage({ channel: deploys, text: 'a', blocks })
  await expect(call).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
      },
    },
  })
})

test('posts to one channel are limited to a burst and then one a second', async () => {
  let elapsed = 0
  const sandbox = await openSandbox({ limits: {}, slack: { elapsedMs: () => elapsed } })
  const slack = client(sandbox)
  const post = (channel: string) => slack.chat.postMessage({ channel, text: 'a' })
  for (const _time of [1, 2, 3, 4]) await post(deploys)
  await expect(post(deploys)).rejects.toMatchObject({ retryAfter: 1 })
  await post('C0GENERAL01')
  elapsed += 1_000
  await post(deploys)
  await expect(post(deploys)).rejects.toMatchObject({ retryAfter: 1 })
})

test('a tier 2 method takes twenty calls a minute', async () => {
  let elapsed = 0
  const sandbox = await openSandbox({ limits: {}, slack: { elapsedMs: () => elapsed } })
  const slack = client(sandbox)
  for (let call = 0; call < 20; call += 1) await slack.usergroups.list()
  await expect(slack.usergroups.list()).rejects.toMatchObject({ retryAfter: 60 })
  elapsed += 60_000
  await slack.usergroups.list()
})

test('an answer that is lost leaves the act done', async () => {
  const sandbox = await openSandbox()
  sandbox.slack.failAfterActing('chat.postMessage')
  const slack = client(sandbox)
  expect(await refusal(slack.chat.postMessage({ channel: deploys, text: 'once' }))).not.toBe('accepted')
  expect(sandbox.slack.person(maya).reads(deploys)).toEqual(['once'])
  await slack.chat.postMessage({ channel: deploys, text: 'twice' })
})

test('failures can be ordered in advance', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  const post = () => refusal(slack.chat.postMessage({ channel: deploys, text: 'a' }))
  sandbox.slack.failNext('chat.postMessage', 'fatal_error', 2)
  expect([await post(), await post(), await post()]).toEqual(['fatal_error', 'fatal_error', 'accepted'])
  sandbox.slack.failNext('chat.postMessage', '429')
  await expect(slack.chat.postMessage({ channel: deploys, text: 'a' })).rejects.toMatchObject({
    retryAfter: 1,
  })
})

test('a silent Slack does nothing, and answers when it is back', async () => {
  const sandbox = await openSandbox()
  sandbox.faults.slackSilent = true
  const url = `${sandbox.url}/slack/api/chat.postMessage?channel=${deploys}&text=a&token=${sandbox.tokens.slack.bot}`
  await expect(fetch(url, { signal: AbortSignal.timeout(30) })).rejects.toThrow('timeout')
  const waiting = client(sandbox).chat.postMessage({ channel: deploys, text: 'patient' })
  sandbox.faults.slackSilent = false
  expect((await waiting).ok).toBe(true)
  expect(sandbox.slack.person(maya).reads(deploys)).toEqual(['patient'])
})

test('a rate-limited Slack says when to come back', async () => {
  const sandbox = await openSandbox()
  sandbox.faults.slackRateLimited = true
  await expect(client(sandbox).auth.test()).rejects.toMatchObject({ retryAfter: 2 })
})

test('a file is uploaded and shared', async () => {
  const sandbox = await openSandbox()
  const content = Buffer.from('# Post-mortem')
  await client(sandbox).filesUploadV2({
    channel_id: deploys,
    filename: 'p.md',
    file: content,
    initial_comment: 'Read',
  })
  const [message] = sandbox.slack.person(maya).sees(deploys)
  expect(message).toMatchObject({ text: 'Read', files: [{ name: 'p.md', mimetype: 'text/markdown' }] })
  expect(await (await fetch(message?.files?.[0]?.url ?? '')).text()).toBe('# Post-mortem')
})

test('people and groups are looked up', async () => {
  const sandbox = await openSandbox()
  const slack = client(sandbox)
  expect(await slack.auth.test()).toMatchObject({
    user_id: 'U0PILOTBOT1',
    bot_id: 'B0PILOTBOT1',
    team_id: 'T0HARBOUR01',
  })
  expect((await slack.users.lookupByEmail({ email: 'maya@harbour.example' })).user?.id).toBe(maya)
  expect((await slack.users.info({ user: maya })).user?.tz_offset).toBe(3600)
  expect((await slack.usergroups.users.list({ usergroup: 'S0ONCALL001' })).users).toEqual([tomas])
})
