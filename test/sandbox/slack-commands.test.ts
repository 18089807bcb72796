import type { ModalView } from '@slack/types'
import { expect, test } from 'vitest'
import { client, connectApp, deploys, maya, openSandbox, tomas, until } from './slack-app.ts'

const modal: ModalView = {
  type: 'modal',
  callback_id: 'deploy',
  title: { type: 'plain_text', text: 'Deploy' },
  submit: { type: 'plain_text', text: 'Plan' },
  blocks: [
    {
      type: 'input',
      block_id: 'service',
      label: { type: 'plain_text', text: 'Service' },
      element: {
        type: 'static_select',
        action_id: 'pick',
        options: ['web', 'docs'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
      },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'words' },
    },
  ],
}

test('a slash command opens a modal that is updated, refuses a field, and then posts', async () => {
  const sandbox = await openSandbox()
  await connectApp(sandbox, (app) => {
    app.command('/deploy', async ({ ack, body, client }) => {
      await ack()
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: modal })
      const title = { type: 'plain_text' as const, text: 'Deploy web' }
      await client.views.update({
        view_id: opened.view?.id ?? '',
        hash: opened.view?.hash,
        view: { ...modal, title },
      })
    })
    app.view('deploy', async ({ ack, view, client, body }) => {
      const reason = view.state.values.reason?.words?.value
      if (reason === 'because') return ack({ response_action: 'errors', errors: { reason: 'Say why.' } })
      await ack()
      const service = view.state.values.service?.pick?.selected_option?.value
      await client.chat.postMessage({
        channel: deploys,
        text: `<@${body.user.id}> deploys ${service}: ${reason}`,
      })
    })
  })
  const person = sandbox.slack.person(maya)
  expect(await person.type('/deploy')).toEqual({ ok: true })
  await until(() => person.views()[0]?.view.title.text === 'Deploy web', 'the updated modal')
  const viewId = person.views()[0]?.id ?? ''

  expect(await person.submit(viewId, { service: 'web' })).toEqual({
    ok: false,
    errors: { reason: 'Please complete this required field.' },
  })
  const tooLong = { reason: 'Please enter at most 3000 characters.' }
  expect(await person.submit(viewId, { reason: 'x'.repeat(4000) })).toEqual({ ok: false, errors: tooLong })
  expect(await person.submit(viewId, { reason: 'because' })).toEqual({
    ok: false,
    errors: { reason: 'Say why.' },
  })
  expect(person.views()[0]?.errors).toEqual({ reason: 'Say why.' })
  expect(await person.submit(viewId, { reason: 'new prices' })).toEqual({ ok: true })
  expect(person.views()).toEqual([])
  await until(() => person.reads(deploys).includes(`<@${maya}> deploys web: new prices`), 'the post')
})

test('mentions typed in a command reach the app escaped, and so does markup', async () => {
  const sandbox = await openSandbox()
  let heard = ''
  await connectApp(sandbox, (app) => {
    app.command('/incident', async ({ ack, command }) => {
      heard = command.text
      await ack('Noted.')
    })
  })
  const person = sandbox.slack.person(maya)
  await person.type('/incident ask @tomas, @on-call in #general about <!channel> & https://x.test/a')
  expect(heard).toBe(
    `ask <@${tomas}|tomas>, <!subteam^S0ONCALL001|@on-call> in <#C0GENERAL01|general> about &lt;!channel&gt; &amp; <https://x.test/a>`,
  )
  expect(person.reads(deploys)).toEqual(['Noted.'])
  expect(sandbox.slack.person(tomas).reads(deploys)).toEqual([])
})

test('a button answers through its response_url at most five times', async () => {
  const sandbox = await openSandbox()
  const statuses: number[] = []
  await connectApp(sandbox, (app) => {
    app.action('approve', async ({ ack, body, action }) => {
      await ack()
      const { response_url: url } = body as { response_url: string }
      const text = `${'value' in action ? action.value : ''} by ${body.user.id}`
      for (let use = 0; use < 6; use += 1) {
        const response = await fetch(url, {
          method: 'POST',
          body: JSON.stringify({ text, replace_original: true }),
        })
        statuses.push(response.status)
      }
    })
  })
  const button = {
    type: 'button' as const,
    action_id: 'approve',
    value: '7',
    text: { type: 'plain_text' as const, text: 'Yes' },
  }
  const blocks = [{ type: 'actions' as const, elements: [button] }]
  await client(sandbox).chat.postEphemeral({ channel: deploys, user: maya, text: 'Approve?', blocks })
  const person = sandbox.slack.person(maya)
  expect(await person.click({ in: deploys, actionId: 'approve' })).toEqual({ ok: true })
  await until(() => statuses.length === 6, 'six answers')
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
  expect(person.reads(deploys)).toEqual([`7 by ${maya}`])
})

test('a person is told when the app does not answer, is not there, or dies over the command', async () => {
  const sandbox = await openSandbox({ limits: { ackMs: 60 } })
  const person = sandbox.slack.person(maya)
  expect((await person.type('/deploy')).trouble).toContain('dispatch_failed')
  const app = await connectApp(sandbox, (app) => {
    app.command('/deploy', async () => {})
    app.command('/status', async () => {
      await app.stop()
    })
  })
  expect(await person.type('/deploy')).toEqual({
    ok: false,
    trouble: '/deploy failed because the app did not respond.',
  })
  expect((await person.type('/status')).trouble).toBe('/status failed because the app did not respond.')
  expect(app).toBeDefined()
  await until(() => !sandbox.slack.isConnected(), 'the app to be gone')
})

test('triggers work once and for three seconds', async () => {
  let elapsed = 0
  const sandbox = await openSandbox({ slack: { elapsedMs: () => elapsed } })
  const errors: unknown[] = []
  await connectApp(sandbox, (app) => {
    app.command('/deploy', async ({ ack, command, client }) => {
      await ack()
      if (command.text === 'late') elapsed += 3_001
      for (const _try of [1, 2]) {
        await client.views.open({ trigger_id: command.trigger_id, view: modal }).then(
          () => errors.push('opened'),
          (error: { data: { error: string } }) => errors.push(error.data.error),
        )
      }
    })
  })
  await sandbox.slack.person(maya).type('/deploy')
  await until(() => errors.length === 2, 'two tries')
  await sandbox.slack.person(maya).type('/deploy late')
  await until(() => errors.length === 4, 'two late tries')
  expect(errors).toEqual(['opened', 'exchanged_trigger_id', 'expired_trigger_id', 'expired_trigger_id'])
})

test('modals stack three high, and a submission can update, push and clear them', async () => {
  const sandbox = await openSandbox()
  const titled = (text: string): ModalView => ({
    ...modal,
    callback_id: text,
    title: { type: 'plain_text', text },
    blocks: [],
  })
  await connectApp(sandbox, (app) => {
    app.command('/deploy', async ({ ack, command, client }) => {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: titled('One') })
    })
    app.view('One', ({ ack }) => ack({ response_action: 'push', view: titled('Two') }))
    app.view('Two', ({ ack }) => ack({ response_action: 'push', view: titled('Three') }))
    app.view('Three', ({ ack }) => ack({ response_action: 'push', view: titled('Four') }))
  })
  const person = sandbox.slack.person(maya)
  await person.type('/deploy')
  await until(() => person.views().length === 1, 'the first modal')
  const submitTop = () => person.submit(person.views().at(-1)?.id ?? '')
  await submitTop()
  await submitTop()
  expect((await submitTop()).trouble).toContain('push_limit_reached')
  expect(person.views().map(({ view }) => view.title.text)).toEqual(['One', 'Two', 'Three'])
})
