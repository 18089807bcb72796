import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openBrowser } from '../browser.ts'
import { deploys, people } from './page-snapshot.ts'
import { openPageWorld, type PageWorld } from './page-world.ts'

export type Visit = { user?: string; channel?: string; options?: BrowserContextOptions }

/** A fresh world for each test, and pages that fail the test when their console shows an error. */
export function usePages() {
  let browser: Browser
  const troubles: string[] = []
  const held = {
    world: undefined as unknown as PageWorld,
    async open({ user = people.maya, channel = deploys, options = {} }: Visit = {}): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(5000)
      page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()))
      page.on('pageerror', (error) => troubles.push(String(error)))
      await page.goto(`${held.world.url}/#user=${user}&channel=${channel}`)
      await page.getByRole('main').waitFor()
      return page
    },
    troubles,
  }
  beforeAll(async () => {
    browser = await openBrowser()
  })
  beforeEach(async () => {
    troubles.length = 0
    held.world = await openPageWorld()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await held.world.close()
    if (troubles.length > 0) throw new Error(`The page complained: ${troubles.join('; ')}`)
  })
  afterAll(() => browser.close())
  return held
}

/** Waits until what is measured satisfies; then gives it. */
export async function until<T>(measure: () => T | Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 4000
  for (;;) {
    const value = await measure()
    if (isIt(value)) return value
    if (Date.now() > deadline) throw new Error(`Still not so after 4 seconds: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
