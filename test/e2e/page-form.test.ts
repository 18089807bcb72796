import type { KnownBlock, ModalView } from '@slack/types'
import { expect, test } from 'vitest'
import { type AnyElement, findMistakes, initialValue, readState } from '../../src/sandbox/page/form-state.ts'
import { applyEvent, thread, topLevel } from '../../src/sandbox/page/world-state.ts'
import { deploys, people, startingSnapshot } from './page-snapshot.ts'

function input(block_id: string, element: AnyElement, rest: object = {}): KnownBlock {
  const label = { type: 'plain_text', text: block_id }
  return {
    type: 'input',
    block_id,
    label,
    element: { action_id: 'v', ...element },
    ...rest,
  } as unknown as KnownBlock
}

function mistakes(blocks: KnownBlock[], typed = {}): Record<string, string> {
  return findMistakes(
    { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks } as ModalView,
    readState(blocks, typed),
  )
}

test('a form holds what was typed, and what its elements began with', () => {
  const blocks = [
    input('ref', { type: 'plain_text_input', initial_value: 'main' }),
    input('who', { type: 'multi_users_select', initial_users: ['U1'] }),
    input('why', { type: 'plain_text_input' }),
  ]
  expect(readState(blocks, { why: { v: { value: 'because' } } })).toEqual({
    ref: { v: { type: 'plain_text_input', value: 'main' } },
    who: { v: { type: 'multi_users_select', selected_users: ['U1'] } },
    why: { v: { type: 'plain_text_input', value: 'because' } },
  })
})

test('each kind of element names its value as Slack does', () => {
  const named = (type: string) => Object.keys(initialValue({ type }) ?? {})[0]
  expect(
    [
      'static_select',
      'multi_external_select',
      'users_select',
      'multi_conversations_select',
      'channels_select',
    ].map(named),
  ).toEqual([
    'selected_option',
    'selected_options',
    'selected_user',
    'selected_conversations',
    'selected_channel',
  ])
  expect(['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'rich_text_input'].map(named)).toEqual([
    'selected_date',
    'selected_time',
    'selected_date_time',
    'selected_options',
    'rich_text_value',
  ])
  expect(initialValue({ type: 'button' })).toBeUndefined()
})

test('elements of sections and actions are part of the state as well', () => {
  const block = {
    type: 'section',
    block_id: 's',
    accessory: { type: 'checkboxes', action_id: 'c', options: [] },
  } as unknown as KnownBlock
  expect(readState([block], {})).toEqual({ s: { c: { type: 'checkboxes', selected_options: [] } } })
})

test('a form says what is missing or wrong before it is sent', () => {
  const blocks = [
    input('empty', { type: 'plain_text_input' }),
    input('optional', { type: 'plain_text_input' }, { optional: true }),
    input('long', { type: 'plain_text_input', max_length: 3, initial_value: 'four' }),
    input('mail', { type: 'email_text_input', initial_value: 'nobody' }),
    input('link', { type: 'url_text_input', initial_value: 'x' }),
    input('number', { type: 'number_input', is_decimal_allowed: false, max_value: '5', initial_value: '7' }),
    input('boxes', { type: 'checkboxes', options: [] }),
  ]
  expect(mistakes(blocks)).toEqual({
    empty: 'Please complete this required field.',
    long: 'Please write at most 3 characters; this is 4.',
    mail: 'Please enter an email address.',
    link: 'Please enter a web address, with https://.',
    number: 'Please enter at most 5.',
    boxes: 'Please complete this required field.',
  })
})

const message = (ts: string, text: string, threadTs?: string) => ({
  channel: deploys,
  ts,
  text,
  user: people.bot,
  ...(threadTs ? { threadTs } : {}),
})

test('messages are kept in order, changed in place and taken away', () => {
  let world = applyEvent(undefined, { type: 'message', message: message('1.0', 'too early') })
  expect(world).toBeUndefined()
  world = applyEvent(world, startingSnapshot())
  world = applyEvent(world, { type: 'message', message: message('2.000010', 'late') })
  world = applyEvent(world, { type: 'message', message: message('2.000009', 'early') })
  world = applyEvent(world, { type: 'message', message: message('2.000010', 'late') })
  world = applyEvent(world, { type: 'message-changed', message: message('2.000010', 'later') })
  expect(world?.messages[deploys]?.map(({ text }) => text)).toEqual(['early', 'later'])
  world = applyEvent(world, { type: 'message-deleted', channel: deploys, ts: '2.000009' })
  expect(world?.messages[deploys]?.map(({ text }) => text)).toEqual(['later'])
})

test('replies are in their thread and not in the channel', () => {
  const messages = [message('1.0', 'parent', '1.0'), message('2.0', 'reply', '1.0'), message('3.0', 'other')]
  expect(topLevel(messages).map(({ text }) => text)).toEqual(['parent', 'other'])
  expect(thread(messages, '1.0').map(({ text }) => text)).toEqual(['parent', 'reply'])
})

test('a new channel appears, a changed one is replaced', () => {
  const [general] = startingSnapshot().channels
  if (!general) throw new Error('The snapshot has channels.')
  let world = applyEvent(startingSnapshot(), {
    type: 'channel',
    channel: { ...general, id: 'C9', name: 'inc-1' },
  })
  world = applyEvent(world, { type: 'channel', channel: { ...general, topic: 'new' } })
  expect(world?.channels.map(({ name }) => name)).toEqual([
    'general',
    'deploys',
    'incidents',
    '',
    '',
    'inc-1',
  ])
  expect(world?.channels[0]?.topic).toBe('new')
})
