import type { KnownBlock } from '@slack/types'
import { expect, test } from 'vitest'
import { until, usePages } from './page-fixture.ts'
import { people } from './page-snapshot.ts'

const pages = usePages()
const { open } = pages
const world = () => pages.world
const plain = (text: string) => ({ type: 'plain_text', text })
const blocks = (...list: object[]) => list as unknown as KnownBlock[]
const button = (action_id: string, text: string, rest: object = {}) => ({
  type: 'button',
  action_id,
  text: plain(text),
  ...rest,
})
const clicks = async (count = 1) => {
  const found = () => world().acts.filter(({ act }) => act.do === 'click')
  return (await until(found, (list) => list.length >= count)).map(({ act }) => act)
}

test('a button is busy until the app has answered, and sends one click for two', async () => {
  let answer: (() => void) | undefined
  world().answer = () =>
    new Promise((resolve) => {
      answer = () => resolve({ ok: true })
    })
  const message = world().say({
    text: 'plan',
    blocks: blocks({
      type: 'actions',
      block_id: 'b',
      elements: [button('approve', 'Approve', { value: '3', style: 'primary' })],
    }),
  })
  const page = await open()
  const approve = page.getByRole('button', { name: 'Approve' })
  await approve.dblclick({ force: true })
  expect(await clicks()).toEqual([
    {
      do: 'click',
      in: { channel: message.channel, ts: message.ts },
      blockId: 'b',
      actionId: 'approve',
      change: { value: '3' },
      state: {},
    },
  ])
  expect(await approve.isDisabled()).toBe(true)
  answer?.()
  await until(() => approve.isEnabled(), Boolean)
  expect(await clicks()).toHaveLength(1)
})

test('a dangerous button asks first, and Escape means no', async () => {
  const confirm = {
    title: plain('Reject?'),
    text: plain('Maya is told.'),
    confirm: plain('Reject it'),
    deny: plain('Keep'),
    style: 'danger',
  }
  world().say({
    text: 'plan',
    blocks: blocks({ type: 'actions', block_id: 'b', elements: [button('reject', 'Reject', { confirm })] }),
  })
  const page = await open()
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('dialog', { name: 'Reject?' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject it' }).click()
  expect(await clicks()).toMatchObject([{ actionId: 'reject' }])
})

test('a select is searched and chosen with the keyboard', async () => {
  const options = ['staging', 'production', 'preview'].map((name) => ({ text: plain(name), value: name[0] }))
  world().say({
    text: 'x',
    blocks: blocks({
      type: 'section',
      block_id: 's',
      text: plain('Where?'),
      accessory: { type: 'static_select', action_id: 'env', placeholder: plain('Pick one'), options },
    }),
  })
  const page = await open()
  await page.getByRole('button', { name: 'Pick one' }).press('ArrowDown')
  await page.keyboard.type('pr')
  await until(
    () => page.getByRole('option').count(),
    (count) => count === 2,
  )
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const [click] = await clicks()
  expect(click).toMatchObject({
    actionId: 'env',
    change: { selected_option: { value: 'p', text: plain('preview') } },
  })
  await page.getByText('preview').waitFor()
})

test('an external select asks the app as the person types', async () => {
  world().answer = (act) =>
    act.do === 'options' ? { ok: true, options: [{ text: `${act.query}-1`, value: 'r1' }] } : { ok: true }
  world().say({
    text: 'x',
    blocks: blocks({
      type: 'actions',
      block_id: 'e',
      elements: [
        { type: 'external_select', action_id: 'ref', min_query_length: 2, placeholder: plain('Pick a ref') },
      ],
    }),
  })
  const page = await open()
  await page.getByRole('button', { name: 'Pick a ref' }).click()
  await page.getByText('Type at least 2 characters.').waitFor()
  await page.keyboard.type('fix')
  await page.getByRole('option', { name: 'fix-1' }).click()
  const [click] = await clicks()
  expect(click).toMatchObject({ change: { selected_option: { value: 'r1', text: { text: 'fix-1' } } } })
})

test('every block is drawn, and one that nobody knows is said to be unknown', async () => {
  const rich = (text: string) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  })
  world().say({
    text: 'x',
    blocks: blocks(
      { type: 'header', text: plain('A header') },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*A field*' }] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'A context for <@U0PRIYA0001>' }] },
      { type: 'divider' },
      { type: 'markdown', text: '## A heading\n- **an item**' },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'A column' }], [rich('A cell')]] },
      { type: 'alert', level: 'error', text: plain('An alert') },
      { type: 'card', title: { type: 'mrkdwn', text: 'A card' }, actions: [button('c', 'A card button')] },
      { type: 'container', title: plain('A container'), child_blocks: [rich('A child')] },
      { type: 'task_card', task_id: 't', title: 'A task', status: 'in_progress' },
      {
        type: 'plan',
        title: 'A plan',
        tasks: [{ type: 'task_card', task_id: 'u', title: 'A planned task', status: 'pending' }],
      },
      {
        type: 'context_actions',
        elements: [{ type: 'icon_button', action_id: 'i', icon: 'trash', text: plain('An icon button') }],
      },
      {
        type: 'video',
        title: plain('A video'),
        video_url: 'https://x.example/v',
        thumbnail_url: 'https://x.example/t',
        alt_text: '',
      },
      { type: 'data_visualization', title: 'A chart', series: [{ name: 'A series', data: [1, 2] }] },
      { type: 'hologram' },
      { type: 'actions', elements: [{ type: 'telepathy' }] },
    ),
  })
  const page = await open()
  const shown = [
    'A header',
    'A field',
    'A context for',
    '@Priya Raman',
    'A heading',
    'an item',
    'A column',
    'A cell',
  ]
  const more = [
    'An alert',
    'A card',
    'A card button',
    'A container',
    'A child',
    'A task',
    'A plan',
    'A planned task',
  ]
  const last = [
    'An icon button',
    'A video',
    'A chart',
    'A series',
    'the block type “hologram”',
    'the element “telepathy”',
  ]
  await page.getByText('A header').waitFor()
  const text = await page.getByRole('log').innerText()
  expect([...shown, ...more, ...last].filter((piece) => !text.includes(piece))).toEqual([])
})

test('a link with a script in it stays text', async () => {
  world().say({ text: '<javascript:alert(1)|press me> <https://x.example|good>', user: people.tomas })
  const page = await open()
  await page.getByRole('link', { name: 'good' }).waitFor()
  await page.getByText('press me').waitFor()
  expect(await page.getByRole('link', { name: 'press me' }).count()).toBe(0)
})

test('a link to a message goes there in the same window, as the same person', async () => {
  const card = world().say({ text: 'the card', channel: 'C0GENERAL01' })
  const permalink = `${world().url}/archives/C0GENERAL01/p${card.ts.replace('.', '')}`
  world().say({ text: `See <${permalink}|the card of deployment 3>` })
  const page = await open({ user: people.priya })
  await page.getByRole('link', { name: 'the card of deployment 3' }).click()
  await page.locator(`[data-ts="${card.ts}"]`).getByText('the card').waitFor()
  await page.getByRole('button', { name: /You are Priya/ }).waitFor()
})
