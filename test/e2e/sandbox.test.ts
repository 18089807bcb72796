import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest'
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

/** What stood on the page says more than which text was missing. */
beforeEach(() => {
  onTestFailed(async () => void process.stderr.write(`${await page.locator('body').innerText()}\n`))
})

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
  await page.getByText('You ticked').waitFor()
  await page.getByText('Live and verified').waitFor({ timeout: 120_000 })
  const { sites } = await (await fetch(`${sandbox.url}/sandbox/info`)).json()
  const live = await fetch(sites[0].url)
  expect(
    await page.getByText(live.headers.get('x-release')?.slice(0, 7) ?? 'no release').count(),
  ).toBeGreaterThan(0)
}, 150_000)

test('what they deployed breaks checkout: alert, incident, rollback, post-mortem', async () => {
  await fault('releaseFails12', true)
  await become('Tomas Okafor')
  await channel('incidents')
  await press('Declare incident')
  await shown('Incident 1 is declared from alert')
  await picture('1-alert')
  await channel('inc-1-')
  await shown(/Deployment 1, web → production/)
  await press('Post update…')
  await page.getByRole('textbox', { name: 'What changed?' }).fill('We take the last release back')
  await inDialog('Post')
  await shown(/We take the last release back/)
  await picture('2-incident')
  await press('Roll back')
  await inDialog('Roll back')
  await shown('Deployment 2 rolls web on production back')
  await shown(/Cured by rollback 2/)
  await picture('3-cured')
  await press('Monitoring')
  await shown(/was watched long enough, and its checks are green/)
  await page.getByRole('button', { name: 'Resolve…' }).last().click()
  await page.getByRole('textbox', { name: 'Summary' }).fill('The release before is live again')
  await inDialog('Resolve')
  await shown('Resolved · incident 1')
  await shown(/The post-mortem, made of the facts, is/)
  await picture('4-postmortem')
  const written = await proposed()
  for (const fact of ['We take the last release back', 'Deployment 1', 'The release before is live again'])
    expect(written).toContain(fact)
  await fault('releaseFails12', false)
  expect(complaints).toEqual([])
}, 150_000)

test('the same page shows that the bot was killed, and that it came back', async () => {
  await page.getByText('The bot is connected.').waitFor()
  await fetch(`${sandbox.url}/sandbox/bot/kill`, { method: 'POST' })
  await page.getByText('The bot is not connected').waitFor()
  await page.getByText('The bot is connected.').waitFor()
  await page.getByRole('button', { name: /^deploys/ }).click()
  await send('#deploys', '/incident list')
  await shown('No incident is open.')
}, 60_000)

const fault = (name: string, on: boolean) =>
  fetch(`${sandbox.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, on }),
  })

const channel = (name: string) =>
  page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click({ timeout: 60_000 })

const press = (name: string) =>
  page.getByRole('button', { name, exact: true }).first().click({ timeout: 60_000 })

const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

const shown = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 60_000 })

/** What the newest pull request brings, as its page shows it. */
async function proposed(): Promise<string> {
  const link = await page
    .getByRole('link', { name: /^pull request \d+/ })
    .last()
    .getAttribute('href')
  return await (await fetch(link ?? '')).text()
}

/** Without the sidebar and the guide. */
const conversation = { x: 256, y: 30, width: 838, height: 970 }

/** The README's pictures are taken where PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, clip: conversation })
}

async function send(channel: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: `Message ${channel}` }).fill(text)
  await page.keyboard.press('Enter')
}

async function become(name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are/ }).click()
  await page.getByRole('menuitem', { name: new RegExp(name) }).click()
}
