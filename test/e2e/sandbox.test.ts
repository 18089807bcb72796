import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts'

let sandbox: SandboxProcess
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  ;[sandbox, browser] = await Promise.all([startSandboxProcess(), openBrowser()])
  page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => complaints.push(error.message))
}, 150_000)

afterAll(async () => {
  await browser?.close()
  await sandbox?.stop()
})

test('npm start brings up a bot that says that it is healthy', async () => {
  const ready = sandbox
    .output()
    .split('\n')
    .find((line) => line.includes('Pilothouse is ready'))
  const answer = await fetch(`${JSON.parse(ready ?? '{}').url}/healthz`)
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })])
})

test('a newcomer deploys, switches person, approves, and watches it become verified', async () => {
  await page.goto(sandbox.url)
  await send('#deploys', '/deploy web production')
  await page.getByRole('button', { name: 'Approve' }).waitFor()
  await become('Priya Raman')
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('You approved deployment 1').waitFor()
  await page.getByText('Waits for 1 box of its checklist').waitFor()
  await page.getByRole('button', { name: 'Tick', exact: true }).click()
  await page.getByText('Live and verified').waitFor({ timeout: 120_000 })
  const { sites } = await (await fetch(`${sandbox.url}/sandbox/info`)).json()
  const live = await fetch(sites[0].url)
  expect(
    await page.getByText(live.headers.get('x-release')?.slice(0, 7) ?? 'no release').count(),
  ).toBeGreaterThan(0)
}, 150_000)

test('they declare an incident, write an update, resolve it and read the timeline', async () => {
  await become('Tomas Okafor')
  await page.getByRole('button', { name: /^incidents/ }).click()
  await send('#incidents', '/incident checkout returns 500s p0')
  await page.getByRole('button', { name: /^inc-1-checkout-returns-500s/ }).click()
  await page.getByRole('button', { name: 'Post update…' }).first().click()
  await page.getByRole('textbox', { name: 'What changed?' }).fill('We found the change and take it back')
  await page.getByRole('dialog').getByRole('button', { name: 'Post' }).click()
  await page.getByText('Update · Incident 1 · checkout returns 500s').waitFor()
  await page.getByRole('button', { name: 'Resolve…' }).first().click()
  await page.getByRole('dialog').getByRole('textbox').fill('The release before is live again')
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click()
  await page.getByText('Resolved · incident 1 · checkout returns 500s').waitFor()
  await page
    .getByText(/posted an update: We found the change and take it back/)
    .first()
    .waitFor()
  expect(complaints).toEqual([])
}, 60_000)

test('the same page shows that the bot was killed, and that it came back', async () => {
  await page.getByText('The bot is connected.').waitFor()
  await fetch(`${sandbox.url}/sandbox/bot/kill`, { method: 'POST' })
  await page.getByText('The bot is not connected').waitFor()
  await page.getByText('The bot is connected.').waitFor()
  await page.getByRole('button', { name: /^deploys/ }).click()
  await send('#deploys', '/status')
  await page.getByText('All quiet').waitFor()
}, 60_000)

async function send(channel: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: `Message ${channel}` }).fill(text)
  await page.keyboard.press('Enter')
}

async function become(name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are/ }).click()
  await page.getByRole('menuitem', { name: new RegExp(name) }).click()
}
