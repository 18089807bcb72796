import { expect, test } from 'vitest'
import { until, usePages } from './page-fixture.ts'
import { deploys, people } from './page-snapshot.ts'

const pages = usePages()
const { open } = pages
const world = () => pages.world
const acts = (kind: string) => world().acts.filter(({ act }) => act.do === kind)
const acted = async (kind: string, count = 1) =>
  (
    await until(
      () => acts(kind),
      (found) => found.length >= count,
    )
  ).at(-1)

test('every view says that it is a sandbox, and whether the bot is there', async () => {
  const page = await open()
  const line = page.getByText(
    'This is a sandbox: nothing here touches a real workspace. Times are short: builds take seconds, and an urgent incident’s updates come every 90 s instead of every 15 min.',
  )
  await line.waitFor()
  await page.getByText('The bot is connected.').waitFor()
  world().emit({ type: 'bot-connected', isBotConnected: false })
  await page.getByText('The bot is not connected: it is restarting, or was stopped.').waitFor()
  await page.getByRole('button', { name: 'Pilothouse · Home' }).click()
  await page.getByRole('region', { name: 'App Home' }).waitFor()
  expect(await line.isVisible()).toBe(true)
})

test('a slash suggests commands; arrows choose, Enter completes, Enter again sends', async () => {
  const page = await open()
  await page.getByRole('textbox', { name: 'Message #deploys' }).fill('/')
  await page.getByRole('option', { name: /\/incident .* Declare or run an incident/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('/incident [what is wrong] [p0-p3]').waitFor()
  await page.keyboard.type('checkout returns 500s p0')
  await page.keyboard.press('Enter')
  expect(await acted('slash')).toEqual({
    user: people.maya,
    act: { do: 'slash', channel: deploys, command: '/incident', text: 'checkout returns 500s p0' },
  })
  await page.keyboard.press('ArrowUp')
  expect(await page.getByRole('textbox', { name: 'Message #deploys' }).inputValue()).toBe(
    '/incident checkout returns 500s p0',
  )
})

test('Tab completes a name, Shift+Enter makes a new line, and Enter says it', async () => {
  const page = await open()
  await page.getByRole('textbox', { name: 'Message #deploys' }).fill('thanks @pri')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('see #inc')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  expect((await acted('say'))?.act).toEqual({ do: 'say', channel: deploys, text: 'thanks @priya \nsee #inc' })
})

test('what Slack would say about trouble is a private line that can be put away', async () => {
  const page = await open()
  world().answer = () => ({ ok: false, trouble: '/deploy failed because the app did not respond.' })
  await page.getByRole('textbox', { name: 'Message #deploys' }).fill('/deploy ')
  await page.keyboard.press('Enter')
  const line = page.getByRole('article', { name: 'Slackbot, only visible to you' })
  await line.getByText('/deploy failed because the app did not respond.').waitFor()
  await line.getByRole('button', { name: 'Dismiss' }).click()
  await line.waitFor({ state: 'detached' })
})

test('switching the user shows the workspace, the clock and the unread of that person', async () => {
  const page = await open()
  await page.getByRole('log').waitFor()
  world().say({
    text: 'Deployment 1 waits',
    channel: 'C0GENERAL01',
    ts: `${Date.parse('2030-01-01T12:00:00Z') / 1000}.000100`,
  })
  await page.getByRole('button', { name: 'general, unread' }).waitFor()
  await page.getByRole('button', { name: /You are Maya Lindqvist/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Priya Raman Engineering lead/ }).waitFor()
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('button', { name: /You are Priya Raman/ }).waitFor()
  expect(page.url()).toContain(`user=${people.priya}`)
  await page.getByRole('button', { name: 'general, unread' }).click()
  await page.getByRole('article', { name: 'Pilothouse, 17:30' }).waitFor()
  await page.getByRole('button', { name: 'general', exact: true }).waitFor()
})

test('two windows show two people', async () => {
  const [maya, priya] = await Promise.all([open(), open({ user: people.priya })])
  world().say({ text: 'only for Priya', ephemeralFor: people.priya })
  await priya.getByText('only for Priya').waitFor()
  world().say({ text: 'for everybody' })
  await maya.getByText('for everybody').waitFor()
  expect(await maya.getByText('only for Priya').count()).toBe(0)
  await priya.getByRole('button', { name: 'Dismiss' }).click()
  await priya.getByText('only for Priya').waitFor({ state: 'detached' })
})

test('a thread opens beside the messages and takes replies', async () => {
  const parent = world().say({ text: 'the parent' })
  world().say({ text: 'the reply', user: people.priya, threadTs: parent.ts })
  const page = await open()
  await page.getByRole('button', { name: /1 reply/ }).click()
  const pane = page.getByRole('complementary', { name: 'Thread' })
  await pane.getByText('the reply').waitFor()
  await pane.getByRole('textbox', { name: 'Reply in thread' }).fill('mine')
  await page.keyboard.press('Enter')
  expect((await acted('say'))?.act).toEqual({
    do: 'say',
    channel: deploys,
    text: 'mine',
    threadTs: parent.ts,
  })
  await page.keyboard.press('Escape')
  await pane.waitFor({ state: 'detached' })
})

test('a message offers its shortcuts and reactions to the keyboard', async () => {
  const message = world().say({ text: 'the log shows errors', user: people.tomas })
  const page = await open()
  await page.getByRole('button', { name: 'More actions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Add to timeline/ }).press('Enter')
  expect((await acted('message-shortcut'))?.act).toMatchObject({
    callbackId: 'add_to_timeline',
    ts: message.ts,
  })
  await page.locator(`[data-ts="${message.ts}"]`).hover()
  await page.getByRole('button', { name: 'React with a pin' }).click()
  expect((await acted('react'))?.act).toEqual({
    do: 'react',
    channel: deploys,
    ts: message.ts,
    name: 'pushpin',
  })
  world().emit({
    type: 'message-changed',
    message: { ...message, reactions: [{ name: 'pushpin', users: [people.maya] }] },
  })
  await page.getByRole('button', { name: 'pushpin: Maya Lindqvist', pressed: true }).waitFor()
})

test('somebody who scrolled up is told of new messages and not torn away', async () => {
  for (let count = 0; count < 60; count += 1) world().say({ text: `line ${count}` })
  const page = await open()
  const log = page.getByRole('log')
  await page.getByText('line 59').waitFor()
  const distance = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
  await until(distance, (px) => px < 2)
  await log.evaluate((box) => box.scrollTo(0, 0))
  await until(distance, (px) => px > 500)
  world().say({ text: 'the newest' })
  await page.getByRole('button', { name: 'New messages' }).click()
  await until(distance, (px) => px < 2)
  world().say({ text: 'followed' })
  await page.getByText('followed').waitFor()
  await until(distance, (px) => px < 2)
})

test('whoever scrolled up and sends something sees the newest again', async () => {
  for (let count = 0; count < 60; count += 1) world().say({ text: `line ${count}` })
  const page = await open()
  const log = page.getByRole('log')
  await page.getByText('line 59').waitFor()
  const distance = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
  await log.evaluate((box) => box.scrollTo(0, 0))
  await until(distance, (px) => px > 500)
  await page.getByRole('textbox', { name: 'Message #deploys' }).fill('/status')
  await page.keyboard.press('Enter')
  await until(distance, (px) => px < 2)
})

test('after a break the page connects again and shows what it missed', async () => {
  const page = await open()
  await page.getByRole('log').waitFor()
  world().dropSockets()
  world().say({ text: 'said meanwhile' })
  await page.getByText('said meanwhile').waitFor()
  await page.getByText('The bot is connected.').waitFor()
})

test('somebody who does not exist is offered a person who does', async () => {
  const page = await open({ user: 'U0NOBODY' })
  await page.getByText('Nobody with the id in the address works here.').waitFor()
  await page.getByRole('button', { name: 'Open it as Maya' }).click()
  await page.getByRole('button', { name: /You are Maya Lindqvist/ }).waitFor()
})

test('a click right after switching is done by the person who was chosen', async () => {
  const page = await open()
  await page.getByRole('log').waitFor()
  world().emit = () => undefined
  await page.evaluate((user) => {
    location.hash = `user=${user}&channel=C0DEPLOYS01`
  }, people.priya)
  await page.getByRole('button', { name: /You are Priya Raman/ }).waitFor()
  await page.getByRole('textbox', { name: 'Message #deploys' }).fill('mine')
  await page.keyboard.press('Enter')
  expect((await acted('say'))?.user).toBe(people.priya)
})

test('whoever one becomes in a direct message goes on in their own', async () => {
  const page = await open({ channel: 'D0MAYA00001' })
  await page.getByRole('textbox', { name: 'Message Pilothouse' }).waitFor()
  world().snapshot.channels = world().snapshot.channels.filter(({ id }) => id !== 'D0MAYA00001')
  await page.getByRole('button', { name: /You are Maya/ }).click()
  await page.getByRole('menuitem', { name: /Priya Raman/ }).click()
  await until(
    () => page.url(),
    (url) => url.includes('channel=D0PRIYA0001'),
  )
  await page.getByRole('textbox', { name: 'Message Pilothouse' }).waitFor()
})

test('a command from the guide is written once, and not again in the next channel', async () => {
  const page = await open({ options: { viewport: { width: 1440, height: 900 } } })
  await page.getByRole('button', { name: 'Put it in the message box' }).first().click()
  const box = page.getByRole('textbox', { name: /^Message/ })
  await until(
    () => box.inputValue(),
    (text) => text === '/deploy web production',
  )
  await page.getByRole('button', { name: 'general' }).click()
  await page.getByRole('textbox', { name: 'Message #general' }).waitFor()
  expect(await box.inputValue()).toBe('')
})
