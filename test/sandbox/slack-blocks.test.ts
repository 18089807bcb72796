import type { AnyBlock } from '@slack/types'
import { expect, test } from 'vitest'
import { SlackRefusal } from '../../src/sandbox/slack/refusal.ts'
import { checkedView, messageBlocks } from '../../src/sandbox/slack/surfaces.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (more: object = {}) => ({ type: 'button', text: plain('Yes'), action_id: 'yes', ...more })
const option = (text: string) => ({ text: plain(text), value: text.slice(0, 10) })
const select = (options: object[]) => ({ type: 'static_select', action_id: 'pick', options })
const input = (element: object) => ({ type: 'input', label: plain('What'), element })
const long = (length: number) => 'x'.repeat(length)
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
})
const task = { type: 'task_card', task_id: '1', title: 'Build', status: 'complete', details: rich('done') }
const card = { type: 'card', title: mrkdwn('Web'), body: mrkdwn('Live'), actions: [button()] }
const image = { type: 'image', image_url: 'https://x.test/a.png', alt_text: 'A chart' }

function problems(check: () => unknown): string {
  try {
    check()
    return ''
  } catch (error) {
    if (error instanceof SlackRefusal) return [error.code, ...error.details].join('\n')
    throw error
  }
}

const inMessage = (...blocks: unknown[]) => problems(() => messageBlocks(blocks))
const inModal = (blocks: unknown[], more: object = {}) =>
  problems(() => checkedView({ type: 'modal', title: plain('Deploy'), blocks, ...more }, 'modal'))
const inHome = (...blocks: unknown[]) => problems(() => checkedView({ type: 'home', blocks }, 'home'))

const accepted: [string, unknown][] = [
  ['section', { ...section(long(3000)), fields: Array(10).fill(mrkdwn(long(200))), accessory: button() }],
  ['divider', { type: 'divider' }],
  ['header', { type: 'header', text: plain(long(150)) }],
  ['context', { type: 'context', elements: [image, mrkdwn('by Maya'), plain('today')] }],
  [
    'actions',
    { type: 'actions', elements: [button({ style: 'danger', value: long(2000) }), select([option('web')])] },
  ],
  ['input', input({ type: 'plain_text_input', max_length: 3000, multiline: true })],
  ['image', { ...image, title: plain('Latency') }],
  ['rich text', rich('Hello')],
  ['markdown', { type: 'markdown', text: long(12_000) }],
  [
    'table',
    {
      type: 'table',
      rows: [[{ type: 'raw_text', text: 'a' }, rich('b')]],
      column_settings: [{ align: 'right' }],
    },
  ],
  [
    'data table',
    { type: 'data_table', caption: 'Deployments', rows: [[{ type: 'raw_number', value: 1, text: '1' }]] },
  ],
  ['card', card],
  ['carousel', { type: 'carousel', elements: [card] }],
  [
    'container',
    { type: 'container', title: plain('Details'), child_blocks: [section('a')], is_collapsible: true },
  ],
  ['task card', task],
  ['plan', { type: 'plan', title: 'Roll-out', tasks: [task] }],
  [
    'context actions',
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'f',
          positive_button: { text: plain('Good'), value: '+' },
          negative_button: { text: plain('Bad'), value: '-' },
        },
      ],
    },
  ],
  [
    'chart',
    {
      type: 'data_visualization',
      title: 'Errors',
      chart: {
        type: 'line',
        series: [{ name: 'web', data: [{ label: '10:00', value: 1 }] }],
        axis_config: { categories: ['10:00'] },
      },
    },
  ],
  [
    'video',
    {
      type: 'video',
      video_url: 'https://x.test/v',
      thumbnail_url: 'https://x.test/t',
      alt_text: 'v',
      title: plain('v'),
    },
  ],
]

test.each(accepted)('a message takes a %s', (_name, block) => {
  expect(inMessage(block)).toBe('')
})

const refused: [string, unknown, string][] = [
  ['an unknown block', { type: 'sections' }, 'unsupported type: sections [json-pointer:/blocks/0]'],
  ['a block without a type', { text: plain('a') }, 'missing required field: type'],
  ['a section without text', { type: 'section' }, 'one of these fields is required: text, fields'],
  ['an empty text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  ['a section that is too long', section(long(3001)), 'must be less than 3001 characters'],
  ['eleven fields', { type: 'section', fields: Array(11).fill(plain('a')) }, 'no more than 10 items'],
  ['a long field', { type: 'section', fields: [plain(long(2001))] }, 'must be less than 2001'],
  ['a long header', { type: 'header', text: plain(long(151)) }, 'must be less than 151'],
  ['markup in a header', { type: 'header', text: mrkdwn('a') }, 'unsupported type: mrkdwn'],
  [
    'eleven context elements',
    { type: 'context', elements: Array(11).fill(plain('a')) },
    'no more than 10 items',
  ],
  ['no actions', { type: 'actions', elements: [] }, 'no fewer than 1 items'],
  [
    'twenty-six actions',
    { type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })) },
    'no more than 25 items',
  ],
  [
    'a long button',
    { type: 'actions', elements: [button({ text: plain(long(76)) })] },
    'must be less than 76',
  ],
  ['a long value', { type: 'actions', elements: [button({ value: long(2001) })] }, 'must be less than 2001'],
  [
    'an unknown style',
    { type: 'actions', elements: [button({ style: 'green' })] },
    'must be one of: primary, danger',
  ],
  ['a misspelt field', { type: 'divider', blockId: 'a' }, 'invalid additional property: blockId'],
  [
    'two equal action ids',
    { type: 'actions', elements: [button(), button()] },
    '`action_id` already exists: yes',
  ],
  ['a select without options', { type: 'actions', elements: [select([])] }, 'no fewer than 1 items'],
  [
    '101 options',
    { type: 'actions', elements: [select(Array(101).fill(option('a')))] },
    'no more than 100 items',
  ],
  ['a long option', { type: 'actions', elements: [select([option(long(76))])] }, 'must be less than 76'],
  ['an alert', { type: 'alert', text: plain('Careful') }, 'not supported in a message'],
  ['a file block', { type: 'file', source: 'remote', external_id: 'a' }, 'cannot be added by apps'],
  ['an empty card', { type: 'card', subtitle: mrkdwn('a') }, 'one of these fields is required: hero_image'],
  ['a task in an unknown state', { ...task, status: 'done' }, 'must be one of: pending'],
  [
    'a chart with a point missing',
    {
      type: 'data_visualization',
      title: 'Errors',
      chart: {
        type: 'bar',
        series: [{ name: 'web', data: [{ label: '10:00', value: 1 }] }],
        axis_config: { categories: ['10:00', '10:05'] },
      },
    },
    'series web must have one point for each category [json-pointer:/blocks/0/chart/series]',
  ],
  [
    'a picture without words',
    { type: 'image', image_url: 'https://x.test/a.png' },
    'missing required field: alt_text',
  ],
]

test.each(refused)('a message refuses %s', (_name, block, problem) => {
  expect(inMessage(block)).toContain('invalid_blocks\n')
  expect(inMessage(block)).toContain(problem)
})

test('a message holds 50 blocks, about 13,200 characters, and no block id twice', () => {
  const dividers = (count: number) => Array(count).fill({ type: 'divider' })
  expect(inMessage(...dividers(50))).toBe('')
  expect(inMessage(...dividers(51))).toContain('no more than 50 items allowed [json-pointer:/blocks]')
  expect(inMessage(...Array(5).fill(section(long(2640))))).toBe('')
  expect(inMessage(...Array(5).fill(section(long(2641))))).toBe('msg_blocks_too_long')
  expect(inMessage(...Array(2).fill({ type: 'divider', block_id: 'a' }))).toContain(
    '`block_id` already exists: a',
  )
  expect(problems(() => messageBlocks('[]'))).toBe('invalid_blocks_format')
})

test('a modal has its own limits', () => {
  const submit = plain('Go')
  expect(inModal([input({ type: 'plain_text_input' })], { submit })).toBe('')
  expect(inModal([input({ type: 'plain_text_input' })])).toContain('missing required field: submit')
  expect(inModal(Array(101).fill({ type: 'divider' }))).toContain('no more than 100 items')
  expect(inModal([], { title: plain(long(25)) })).toContain('must be less than 25')
  expect(inModal([], { private_metadata: long(3001) })).toContain('must be less than 3001')
  expect(inModal([{ type: 'markdown', text: 'a' }])).toContain('not supported in a modal')
  expect(inModal([{ type: 'alert', text: plain('Careful'), level: 'warning' }])).toBe('')
  expect(inModal(Array(100).fill(section(long(2600))))).toBe('view_too_large')
})

test('a home tab takes neither tables nor charts', () => {
  expect(inHome(section('All is well'))).toBe('')
  expect(inHome({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })).toContain(
    'not supported in a home',
  )
})

test('blocks and elements without ids are given some', () => {
  const blocks =
    messageBlocks([{ type: 'actions', elements: [{ type: 'button', text: plain('Yes') }] }]) ?? []
  const [block] = blocks as (AnyBlock & { elements: { action_id?: string }[] })[]
  expect(block?.block_id).toMatch(/^\w{5}$/)
  expect(block?.elements[0]?.action_id).toBeTruthy()
})
