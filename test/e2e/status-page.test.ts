import axe from 'axe-core'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Page } from '../../src/domain/page/page.ts'
import { siteOf } from '../../src/web/page/site.ts'
import { webRoutes } from '../../src/web/routes.ts'
import { startServer } from '../../src/web/server.ts'
import { openBrowser } from '../browser.ts'
import { silentLog } from '../silent-log.ts'
import { emptyPage, fullPage, madeAt } from '../web/sample-page.ts'
import { until } from './page-fixture.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const logo = {
  ...{ type: 'image/svg+xml', extension: 'svg' },
  body: new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30" fill="navy"/></svg>',
  ),
}

/** Serves a page, which may be changed, and opens it. */
async function open(shown: Page, options: BrowserContextOptions = {}) {
  const served = { page: shown }
  const well = async () => undefined
  const routes = webRoutes({
    ...{ log: silentLog, checks: { database: well, slack: well, jobs: well } },
    page: {
      ...{ policy: shown.policy, log: silentLog },
      site: async () => siteOf(served.page, 'https://status.example/', logo),
    },
  })
  const server = await startServer({ host: '127.0.0.1', port: 0, routes })
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 }, ...options })
  onTestFinished(async () => {
    await context.close()
    await server.stop(0)
  })
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const troubles: string[] = []
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
  page.on('pageerror', (error) => troubles.push(String(error)))
  await page.clock.install({ time: madeAt })
  await page.goto(`${server.url}/status`)
  return { page, served, troubles }
}

const looks = [
  { width: 320, colorScheme: 'light', shown: 'full' },
  { width: 1280, colorScheme: 'dark', shown: 'full' },
  { width: 390, colorScheme: 'dark', shown: 'empty' },
] as const

test.each(looks)(
  'the $shown page, $width wide and $colorScheme, has no fault that axe finds, and fits',
  async (look) => {
    const { page, troubles } = await open(look.shown === 'full' ? fullPage() : emptyPage(), {
      ...{ colorScheme: look.colorScheme, viewport: { width: look.width, height: 800 }, bypassCSP: true },
    })
    await page.addScriptTag({ content: axe.source })
    const { violations } = await page.evaluate(
      async () => await (window as unknown as { axe: typeof axe }).axe.run(),
    )
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    expect(await page.evaluate(sideways)).toBe(0)
    expect(troubles).toEqual([])
  },
)

test('it takes the newest page by itself, keeps what is open, and says when it is old', async () => {
  const { page, served, troubles } = await open(fullPage())
  const old = page.getByText('This page is older than ten minutes')
  await page.getByText('There is a major outage').waitFor()
  await page.locator('#days-of-shop').click()
  const later = new Date(madeAt.getTime() + 30_000)
  served.page = { ...fullPage(later), state: 'degraded' }
  await page.clock.runFor(31_000)
  await page.locator('main').getByText('Some systems are degraded').waitFor()
  expect(await page.getByRole('status').innerText()).toContain('Some systems are degraded')
  expect(await page.locator('#days-shop').getAttribute('open')).toBe('')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('days-of-shop')
  expect(await old.isVisible()).toBe(false)
  await page.clock.runFor(11 * 60_000)
  await until(() => old.isVisible(), Boolean)
  expect(troubles).toEqual([])
})

test('it can be read without a script, and every state is told in words', async () => {
  const { page, troubles } = await open(fullPage(), { javaScriptEnabled: false })
  const text = await page.locator('main').innerText()
  for (const word of [
    'Operational',
    'Degraded',
    'Partial outage',
    'Major outage',
    'Under maintenance',
    'Unknown',
  ])
    expect(text).toContain(word)
  expect(text).toContain('Some <b>payments</b> fail.')
  expect((await page.locator('header img').boundingBox())?.width).toBe(90)
  expect(text).toContain('If that is more than ten minutes ago, this is an old copy.')
  expect(
    await page
      .getByRole('img', {
        name: 'Shop, the last 90 days: 77 without trouble, 3 with trouble, 10 without data',
      })
      .count(),
  ).toBe(1)
  expect(troubles).toEqual([])
})
