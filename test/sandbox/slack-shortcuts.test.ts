import type { ModalView } from '@slack/types'
import { expect, test } from 'vitest'
import { client, connectApp, deploys, maya, openSandbox, tomas, until } from './slack-app.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const pickGroup: ModalView = {
  type: 'modal',
  callback_id: 'page',
  title: plain('Page'),
  submit: plain('Send'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'group',
      label: plain('Group'),
      element: { type: 'external_select', action_id: 'groups', min_query_length: 0 },
    },
    {
      type: 'actions',
      block_id: 'kinds',
      elements: [
        { type: 'static_select', action_id: 'kind', options: [{ text: plain('Loud'), value: 'loud' }] },
      ],
    },
  ],
}

test('a message shortcut carries the message, thread replies included', async () => {
  const sandbox = await openSandbox()
  const heard: unknown[] = []
  await connectApp(sandbox, (app) => {
    app.shortcut({ callback_id: 'add_to_timeline', type: 'message_action' }, async ({ ack, shortcut }) => {
      heard.push([shortcut.message.text, shortcut.message.thread_ts, shortcut.channel.name])
      await ack()
    })
    app.shortcut('declare', async ({ ack, shortcut }) => {
      heard.push(shortcut.type)
      await ack()
    })
  })
  const person = sandbox.slack.person(maya)
  await person.say('down?')
  const threadTs = person.sees(deploys)[0]?.ts ?? ''
  await person.say('since 10:00', { threadTs })
  const ts = person.sees(deploys)[1]?.ts ?? ''
  expect(await person.messageShortcut('add_to_timeline', { channel: deploys, ts })).toEqual({ ok: true })
  expect(await person.shortcut('declare')).toEqual({ ok: true })
  expect(heard).toEqual([['since 10:00', threadTs, 'deploys'], 'shortcut'])
})

test('a modal keeps what was picked through an update, offers options, and reports that it was closed', async () => {
  const sandbox = await openSandbox()
  const heard: unknown[] = []
  await connectApp(sandbox, (app) => {
    app.shortcut('page', async ({ ack, shortcut, client }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: pickGroup })
    })
    app.options('groups', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`@${payload.value}-call`), value: 'S0ONCALL001' }] })
    })
    app.action('kind', async ({ ack, body, client }) => {
      await ack()
      if (body.type !== 'block_actions' || !body.view) return
      await client.views.update({
        view_id: body.view.id,
        view: { ...pickGroup, title: plain('Page loudly') },
      })
    })
    app.view({ callback_id: 'page', type: 'view_closed' }, async ({ ack, view }) => {
      heard.push(view.state.values.kinds?.kind?.selected_option?.value)
      await ack()
    })
  })
  const person = sandbox.slack.person(tomas)
  await person.shortcut('page')
  await until(() => person.views().length === 1, 'the modal')
  const viewId = person.views()[0]?.id ?? ''
  const asked = { viewId, blockId: 'group', actionId: 'groups', query: 'on' }
  expect((await person.options(asked)).options).toEqual([{ text: '@on-call', value: 'S0ONCALL001' }])
  await person.click({ in: { viewId }, actionId: 'kind', change: 'loud' })
  await until(() => person.views()[0]?.view.title.text === 'Page loudly', 'the update')
  await person.close(viewId)
  expect([heard, person.views()]).toEqual([['loud'], []])
})

test('an old hash does not overwrite a newer modal', async () => {
  const sandbox = await openSandbox()
  const outcomes: unknown[] = []
  await connectApp(sandbox, (app) => {
    app.shortcut('page', async ({ ack, shortcut, client }) => {
      await ack()
      const { view } = await client.views.open({ trigger_id: shortcut.trigger_id, view: pickGroup })
      const update = { view_id: view?.id ?? '', hash: view?.hash, view: pickGroup }
      for (const _time of [1, 2]) {
        await client.views.update(update).then(
          ({ ok }) => outcomes.push(ok),
          ({ data }: { data: { error: string } }) => outcomes.push(data.error),
        )
      }
    })
  })
  await sandbox.slack.person(maya).shortcut('page')
  await until(() => outcomes.length === 2, 'two updates')
  expect(outcomes).toEqual([true, 'hash_conflict'])
})

test('a button on a message that changed meanwhile says so', async () => {
  const sandbox = await openSandbox()
  const button = { type: 'button', action_id: 'go', text: plain('Go') }
  const blocks = [{ type: 'actions', block_id: 'row', elements: [button] }]
  const { ts = '' } = await client(sandbox).chat.postMessage({ channel: deploys, text: 'Go?', blocks })
  await client(sandbox).chat.update({ channel: deploys, ts, text: 'Gone' })
  const act = {
    do: 'click',
    in: { channel: deploys, ts },
    blockId: 'row',
    actionId: 'go',
    change: {},
    state: {},
  }
  const url = `${sandbox.url}/sandbox/slack/act?user=${maya}`
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(act) })
  expect(await answer.json()).toEqual({ ok: false, trouble: 'This was changed or removed in the meantime.' })
})
