import type { KnownBlock } from '@slack/types'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { until, usePages } from './page-fixture.ts'
import { people } from './page-snapshot.ts'

const pages = usePages()
const { open } = pages
const world = () => pages.world
const longWord = 'a-very-long-branch-name-that-nobody-should-have-made-'.repeat(4)

function fill() {
  world().snapshot.team.name = 'Harbour Goods and Other Fine Things of the Sea'
  world().snapshot.channels[0] = { ...world().snapshot.channels[0], name: longWord.slice(0, 80) } as never
  world().say({
    text: `*bold* \`${longWord}\` <@${people.priya}> <!subteam^S0APPROVERS> https://x.example/${longWord}`,
    user: people.maya,
  })
  world().say({
    text: 'x',
    blocks: [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: longWord },
        accessory: {
          type: 'button',
          action_id: 'a',
          text: { type: 'plain_text', text: 'Approve' },
          style: 'danger',
        },
      },
      {
        type: 'table',
        rows: [Array.from({ length: 12 }, (_, n) => ({ type: 'raw_text', text: `column ${n}` }))],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'A context' }] },
      { type: 'unknown' },
    ] as unknown as KnownBlock[],
  })
  world().say({ text: 'private', ephemeralFor: people.maya })
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('what has just happened is never shown as in the future', async () => {
  const page = await open()
  await page.getByRole('log').waitFor()
  const moment = Math.floor(Date.now() / 1000) + 5
  await page.clock.setFixedTime(moment * 1000)
  world().say({ text: `since <!date^${moment}^{ago}|then>, it said` })
  expect(await page.getByText(/^since .*, it said$/).innerText()).toBe('since now, it said')
})

test('the theme follows the machine’s until another is chosen', async () => {
  const page = await open()
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
  await page.emulateMedia({ colorScheme: 'dark' })
  await until(theme, (name) => name === 'dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await until(theme, (name) => name === 'light')
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await until(theme, (name) => name === 'dark')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await theme()).toBe('dark')
})

test('nothing sticks out sideways, from a small telephone to a large screen', async () => {
  fill()
  const page = await open()
  await page.getByText('A context').waitFor()
  for (const width of [320, 390, 760, 1024, 1440, 1920]) {
    await page.setViewportSize({ width, height: 700 })
    expect([width, await sideways(page)]).toEqual([width, 0])
    const box = await page.getByRole('textbox', { name: 'Message #deploys' }).boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 700).toBe(true)
  }
})

test('a long word in the Home tab breaks beside its button', async () => {
  const page = await open({ channel: 'home' })
  const text = { type: 'mrkdwn', text: 'x'.repeat(150) }
  const accessory = { type: 'button', text: { type: 'plain_text', text: 'Post' }, action_id: 'go' }
  const blocks = [{ type: 'section', text, accessory }]
  world().emit({ type: 'home', view: { type: 'home', blocks } as never })
  const home = page.getByRole('region', { name: 'App Home' })
  await home.getByRole('button', { name: 'Post' }).waitFor()
  expect(await home.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
})

test.each(['light', 'dark'] as const)(
  'text in the %s theme can be read: contrast of at least 4.5',
  async (colorScheme) => {
    fill()
    world().answer = () => ({ ok: false, trouble: 'Some trouble' })
    const page = await open({ options: { colorScheme, viewport: { width: 1440, height: 900 } } })
    await page.getByRole('textbox', { name: 'Message #deploys' }).fill('/nope')
    await page.keyboard.press('Enter')
    await page.getByText('Some trouble').waitFor()
    expect(await page.evaluate(findPale)).toEqual([])
    await page
      .getByRole('banner')
      .getByRole('button', { name: 'Break things' })
      .or(page.getByTitle('Break things'))
      .first()
      .click()
    await page.getByText('Kill the bot').waitFor()
    expect(await page.evaluate(findPale)).toEqual([])
  },
)

test('the theme can be changed by hand and stays', async () => {
  const page = await open()
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await until(ground, (color) => color !== light)
  await page.reload()
  await until(ground, (color) => color !== light)
})

test('on a narrow screen the channels are in a drawer', async () => {
  const page = await open({ options: { viewport: { width: 390, height: 800 } } })
  const general = page.getByRole('button', { name: 'general' })
  expect(await general.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Channels and people' }).click()
  await general.waitFor()
  await page.keyboard.press('Escape')
  await general.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Channels and people' }).click()
  await general.click()
  await page.getByRole('heading', { name: '#general' }).first().waitFor()
  await until(
    () => page.getByRole('navigation', { name: 'Workspace' }).isVisible(),
    (isVisible) => !isVisible,
  )
})

test('the guide writes the command as the right person', async () => {
  const page = await open({ user: people.priya, options: { viewport: { width: 1440, height: 900 } } })
  await page.getByRole('button', { name: 'Write it as Maya' }).click()
  await page.getByRole('button', { name: /You are Maya Lindqvist/ }).waitFor()
  const box = page.getByRole('textbox', { name: 'Message #deploys' })
  await until(
    () => box.inputValue(),
    (text) => text === '/deploy web production',
  )
  await page.keyboard.press('Enter')
  const [slash] = await until(
    () => world().acts,
    (acts) => acts.length > 0,
  )
  expect(slash).toMatchObject({
    user: people.maya,
    act: { do: 'slash', command: '/deploy', text: 'web production' },
  })
})

test('things are broken by switches, the bot is killed by a button, and starting over asks first', async () => {
  const page = await open()
  await page.getByTitle('Break things').click()
  await until(() => page.getByRole('switch', { name: /The smoke test fails/ }).isChecked(), Boolean)
  const top = async (role: 'button' | 'switch') =>
    (await page.getByRole(role, { name: /Start over|The build fails/ }).boundingBox())?.y ?? Number.NaN
  expect(await top('button')).toBeLessThan(await top('switch'))
  await page.getByRole('switch', { name: /Slack answers 429/ }).check()
  await page.getByRole('button', { name: 'Kill the bot (kill -9)' }).click()
  await page.getByRole('button', { name: 'Start over' }).click()
  await page
    .getByRole('dialog', { name: 'Start over?' })
    .getByRole('button', { name: 'Delete and start over' })
    .click()
  const posts = await until(
    () => world().posts,
    (found) => found.length === 3,
  )
  expect(posts).toEqual([
    { path: '/sandbox/faults', body: { name: 'slackRateLimited', on: true } },
    { path: '/sandbox/bot/kill', body: {} },
    { path: '/sandbox/start-over', body: {} },
  ])
  await page.getByRole('main').waitFor()
})

/** Runs in the page: every visible text whose colour is too close to what is behind it. */
function findPale(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (color: string) => {
    if (!canvas) return [0, 0, 0, 0]
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const light = (color: number[]) => {
    const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const behind = (element: Element | null): number[] => {
    if (!element) return [255, 255, 255, 255]
    const color = rgba(getComputedStyle(element).backgroundColor)
    return (color[3] ?? 0) > 250 ? color : behind(element.parentElement)
  }
  const pale: string[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    const text = texts.currentNode.textContent?.trim()
    if (
      !element ||
      !text ||
      !element.checkVisibility({ opacityProperty: true }) ||
      element.closest(':disabled')
    )
      continue
    const [high = 0, low = 0] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort(
      (a, b) => b - a,
    )
    const ratio = (high + 0.05) / (low + 0.05)
    if (ratio < 4.5) pale.push(`${text.slice(0, 30)} ${ratio.toFixed(2)}`)
  }
  return pale
}
