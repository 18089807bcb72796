import { expect, it } from 'vitest'
import { openManifest } from '../../src/sandbox/slack/manifest.ts'
import {
  deploys,
  maya,
  modal,
  noteForm,
  nothing,
  replying,
  startWorld,
  statusButton,
  tomas,
  until,
} from './slack-world.ts'

it('answers a click in a message privately and leaves the message alone', async () => {
  const { sandbox, heard, slack } = await startWorld({
    respond: () => replying('You may not approve your own request.'),
  })
  const { ts } = await postButton(sandbox.url, sandbox.slack.state.tokens.bot)
  expect(slack.trouble()).toBeUndefined()
  await sandbox.slack.person(maya).click({ in: deploys, actionId: 'deployment.approve' })
  const reads = () => sandbox.slack.person(maya).reads(deploys)
  await until(() => reads().length === 2, 'the answer')
  expect(reads()[0]).toContain('Deployment 3')
  expect(reads()[1]).toContain('You may not approve your own request.')
  expect(sandbox.slack.person(tomas).reads(deploys)).toHaveLength(1)
  expect(heard[0]?.gesture).toMatchObject({
    kind: 'click',
    action: 'deployment.approve',
    value: '3:abc',
    message: { channel: deploys, ts },
  })
})

it('shows an answer to a click in a modal on top of that modal', async () => {
  const { sandbox, heard } = await startWorld({
    respond: (gesture) =>
      gesture.kind === 'click'
        ? replying('Nothing new.')
        : { answer: 'open', view: modal('', { blocks: statusButton }) },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  const open = await until(() => person.views()[0], 'the modal')
  await person.click({ in: { viewId: open.id }, actionId: 'status.show' })
  await until(() => person.views().length === 2, 'the answer on top')
  expect(JSON.stringify(person.views()[1]?.view)).toContain('Nothing new.')
  expect(heard[1]?.gesture).toMatchObject({ kind: 'click', action: 'status.show', viewId: open.id })
})

it('opens a form on top of the modal that was clicked in', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) => ({
      answer: 'open',
      view: gesture.kind === 'click' ? modal('A form') : modal('', { blocks: statusButton }),
    }),
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  const open = await until(() => person.views()[0], 'the modal')
  await person.click({ in: { viewId: open.id }, actionId: 'status.show' })
  await until(() => person.views().length === 2, 'the form on top')
  expect(JSON.stringify(person.views()[1]?.view)).toContain('A form')
})

it('closes all windows when a form on top of another is done', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) => {
      if (gesture.kind === 'submit') return replying('Noted.')
      return {
        answer: 'open',
        view: gesture.kind === 'click' ? noteForm() : modal('', { blocks: statusButton }),
      }
    },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  const below = await until(() => person.views()[0], 'the modal')
  await person.click({ in: { viewId: below.id }, actionId: 'status.show' })
  const form = await until(() => person.views()[1], 'the form on top')
  await person.submit(form.id, { text: 'It is DNS' })
  expect(person.views()).toEqual([])
})

it('replaces the modal that was clicked in', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) =>
      gesture.kind === 'click'
        ? { answer: 'update', view: modal('One moment…'), fill: async () => modal('All is well') }
        : { answer: 'open', view: modal('', { blocks: statusButton }) },
  })
  const person = sandbox.slack.person(maya)
  await person.type('/status')
  const open = await until(() => person.views()[0], 'the modal')
  await person.click({ in: { viewId: open.id }, actionId: 'status.show' })
  await until(() => JSON.stringify(person.views()).includes('All is well'), 'the replaced modal')
  expect(person.views()).toHaveLength(1)
})

it('fills the app’s home when somebody opens it, and opens a window for what is clicked there', async () => {
  const { sandbox } = await startWorld({
    respond: (gesture) =>
      gesture.kind === 'home' ? { answer: 'home', blocks: statusButton } : replying('web is live.'),
  })
  const person = sandbox.slack.person(maya)
  await person.openHome()
  await until(() => person.home(), 'the home')
  await person.click({ in: 'home', actionId: 'status.show' })
  await until(() => JSON.stringify(person.views()).includes('web is live.'), 'the window')
})

it('hears a mention without its own name, and answers privately in the thread’s channel', async () => {
  const { sandbox, heard } = await startWorld({ respond: () => replying('On it.') })
  const person = sandbox.slack.person(maya)
  await person.say('@pilothouse deploy latest changes to production')
  await until(() => person.reads(deploys).at(-1)?.includes('On it.'), 'the answer')
  expect(heard[0]?.gesture).toMatchObject({
    kind: 'mention',
    text: 'deploy latest changes to production',
    channel: deploys,
  })
  expect(sandbox.slack.person(tomas).reads(deploys)).toHaveLength(1)
})

it('hands over the message that a shortcut was used on', async () => {
  const manifest = manifestWith('declare_incident')
  const { sandbox, heard } = await startWorld({ sandbox: { slack: { manifest } }, respond: () => nothing })
  await sandbox.slack.person(tomas).say('Checkout returns 500s & worse')
  const [message] = sandbox.slack.person(maya).sees(deploys)
  await sandbox.slack
    .person(maya)
    .messageShortcut('declare_incident', { channel: deploys, ts: message?.ts ?? '' })
  await until(() => heard[0], 'the shortcut')
  expect(heard[0]?.gesture).toEqual({
    kind: 'shortcut',
    callback: 'declare_incident',
    message: { channel: deploys, ts: message?.ts, text: 'Checkout returns 500s & worse', author: tomas },
  })
})

function manifestWith(callbackId: string) {
  return { ...openManifest, shortcuts: [{ callbackId, name: callbackId, type: 'message' as const }] }
}

async function postButton(url: string, token: string): Promise<{ ts: string }> {
  const button = {
    type: 'button',
    action_id: 'deployment.approve',
    value: '3:abc',
    text: { type: 'plain_text', text: 'Approve' },
  }
  const blocks = [
    { type: 'section', text: { type: 'mrkdwn', text: 'Deployment 3' } },
    { type: 'actions', elements: [button] },
  ]
  const response = await fetch(`${url}/slack/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: deploys, text: 'Deployment 3', blocks }),
  })
  return (await response.json()) as { ts: string }
}
