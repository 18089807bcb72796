import type { ModalView } from '@slack/types'
import { expect, test } from 'vitest'
import type { OpenView } from '../../src/sandbox/slack/protocol.ts'
import { until, usePages } from './page-fixture.ts'

const pages = usePages()
const { open } = pages
const world = () => pages.world
const plain = (text: string) => ({ type: 'plain_text', text })
const acts = (kind: string) => world().acts.filter(({ act }) => act.do === kind)
const acted = async (kind: string) =>
  (
    await until(
      () => acts(kind),
      (found) => found.length > 0,
    )
  ).at(-1)?.act

function input(block_id: string, label: string, element: object, rest: object = {}) {
  return { type: 'input', block_id, label: plain(label), element: { action_id: 'v', ...element }, ...rest }
}

const title = input('title', 'What is wrong?', {
  type: 'plain_text_input',
  placeholder: plain('Checkout returns 500s'),
})
const options = ['P0', 'P1', 'P2'].map((name) => ({ text: plain(name), value: name.toLowerCase() }))
const severity = input('severity', 'Severity', { type: 'static_select', options, initial_option: options[1] })
const note = input('note', 'Note', { type: 'plain_text_input', multiline: true }, { optional: true })

function modal(blocks: object[], rest: Partial<OpenView> = {}, name = 'Declare'): OpenView {
  const view = {
    type: 'modal',
    title: plain(name),
    submit: plain('Declare'),
    close: plain('Not now'),
    blocks,
  }
  return { id: 'V1', view: view as unknown as ModalView, ...rest }
}

const show = (...views: OpenView[]) => {
  world().snapshot.views = views
  world().emit({ type: 'views', views })
}

test('the first field has the focus, Enter sends the form, and what is chosen goes with it', async () => {
  show(modal([title, severity]))
  const page = await open()
  await page.getByRole('dialog', { name: 'Declare' }).waitFor()
  await page.keyboard.type('checkout is down')
  await page.keyboard.press('Enter')
  expect(await acted('submit')).toEqual({
    do: 'submit',
    viewId: 'V1',
    state: {
      title: { v: { type: 'plain_text_input', value: 'checkout is down' } },
      severity: { v: { type: 'static_select', selected_option: options[1] } },
    },
  })
})

test('a field left empty is said under the field and nothing is sent', async () => {
  show(modal([title, severity]))
  const page = await open()
  await page.getByRole('button', { name: 'Declare', exact: true }).click()
  await page.getByText('Please complete this required field.').waitFor()
  const field = page.getByRole('textbox', { name: 'What is wrong?' })
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await until(() => field.evaluate((element) => element === document.activeElement), Boolean)
  expect(acts('submit')).toEqual([])
})

test('the errors that the app answers with stand under their fields', async () => {
  world().answer = (act) =>
    act.do === 'submit' ? { ok: false, errors: { severity: 'P1 needs a commander.' } } : { ok: true }
  show(modal([title, severity]))
  const page = await open()
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill('x')
  await page.getByRole('button', { name: 'Declare', exact: true }).click()
  await page.locator('[data-block-id="severity"]').getByText('P1 needs a commander.').waitFor()
  expect(await page.getByRole('dialog').isVisible()).toBe(true)
})

test('the form is busy while the app thinks, and is sent once', async () => {
  let answer: (() => void) | undefined
  world().answer = (act) =>
    act.do !== 'submit'
      ? { ok: true }
      : new Promise((resolve) => {
          answer = () => resolve({ ok: true })
        })
  show(modal([title]))
  const page = await open()
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill('x')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const submit = page.getByRole('button', { name: 'Declare', exact: true })
  await until(() => submit.isDisabled(), Boolean)
  answer?.()
  await until(() => submit.isEnabled(), Boolean)
  expect(acts('submit')).toHaveLength(1)
})

test('what was typed survives an update of the view, and fields that are new get their first value', async () => {
  show(modal([title]))
  const page = await open()
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill('half a sent')
  show(modal([{ type: 'section', block_id: 'info', text: plain('The plan is ready.') }, title, note]))
  await page.getByText('The plan is ready.').waitFor()
  const field = page.getByRole('textbox', { name: 'What is wrong?' })
  expect(await field.inputValue()).toBe('half a sent')
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.getByRole('textbox', { name: 'Note (optional)' }).waitFor()
})

test('a view on top hides the one below, which keeps what was typed', async () => {
  show(modal([title]))
  const page = await open()
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill('below')
  show(modal([title]), modal([note], { id: 'V2' }, 'Second'))
  await page.getByRole('dialog', { name: 'Second' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(1)
  await page.keyboard.press('Escape')
  expect(await acted('close')).toEqual({ do: 'close', viewId: 'V2' })
  show(modal([title]))
  await page.getByRole('dialog', { name: 'Declare' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'What is wrong?' }).inputValue()).toBe('below')
})

test('Tab stays in the dialog, and Escape in an open list closes only the list', async () => {
  show(modal([title, severity]))
  const page = await open()
  await page.getByRole('button', { name: 'Severity P1' }).press('Enter')
  await page.getByRole('listbox').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(acts('close')).toEqual([])
  for (let count = 0; count < 9; count += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
  }
  await page.keyboard.press('Escape')
  expect(await acted('close')).toEqual({ do: 'close', viewId: 'V1' })
})

test('an input that dispatches tells the app on Enter, and the form is not sent', async () => {
  show(modal([{ ...title, dispatch_action: true }]))
  const page = await open()
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill('x')
  await page.keyboard.press('Enter')
  expect(await acted('click')).toMatchObject({ in: { viewId: 'V1' }, actionId: 'v', change: { value: 'x' } })
  expect(acts('submit')).toEqual([])
})

test('dates are sent as Slack wants them: in the zone of the person', async () => {
  const at = Date.parse('2026-11-20T09:00:00Z') / 1000
  show(
    modal([
      input('when', 'Not before', { type: 'datetimepicker', initial_date_time: at }),
      input('day', 'Day', { type: 'datepicker' }),
    ]),
  )
  const page = await open()
  const when = page.getByLabel('Not before')
  expect(await when.inputValue()).toBe('2026-11-20T10:00')
  await when.fill('2026-11-20T11:30')
  await page.getByLabel('Day').fill('2026-12-01')
  await page.getByRole('button', { name: 'Declare', exact: true }).click()
  expect(await acted('submit')).toMatchObject({
    state: { when: { v: { selected_date_time: at + 5400 } }, day: { v: { selected_date: '2026-12-01' } } },
  })
})

test('checkboxes and radio buttons are chosen by their labels', async () => {
  const checks = input('tick', 'Checklist', { type: 'checkboxes', options })
  const radios = input('pick', 'Pick', { type: 'radio_buttons', options })
  show(modal([checks, radios]))
  const page = await open()
  const list = page.getByRole('group', { name: 'Checklist' })
  await list.getByLabel('P2').check()
  await list.getByLabel('P0').check()
  await page.getByRole('group', { name: 'Pick' }).getByLabel('P1').check()
  await page.getByRole('button', { name: 'Declare', exact: true }).click()
  expect(await acted('submit')).toMatchObject({
    state: {
      tick: { v: { selected_options: [{ value: 'p0' }, { value: 'p2' }] } },
      pick: { v: { selected_option: { value: 'p1' } } },
    },
  })
})

test('the home tab is asked for, drawn, and its buttons work', async () => {
  const page = await open({ channel: 'home' })
  await acted('open-home')
  const element = { type: 'button', action_id: 'go', text: plain('Deploy something') }
  const blocks = [{ type: 'actions', block_id: 'h', elements: [element] }]
  world().emit({ type: 'home', view: { type: 'home', blocks } as never })
  await page.getByRole('button', { name: 'Deploy something' }).click()
  expect(await acted('click')).toMatchObject({ in: 'home', blockId: 'h', actionId: 'go' })
})
